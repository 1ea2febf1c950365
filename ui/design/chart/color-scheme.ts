import { useSyncExternalStore } from "react";
import { usePreferences } from "#ui/lib/preferences.ts";

const dark = matchMedia("(prefers-color-scheme: dark)");

function subscribe(listener: () => void): () => void {
  dark.addEventListener("change", listener);
  return () => dark.removeEventListener("change", listener);
}

/** The scheme in force. What is drawn on a canvas must be drawn again when it changes. */
export function useColorScheme(): "light" | "dark" {
  const { theme } = usePreferences();
  const system = useSyncExternalStore(subscribe, () => dark.matches);
  if (theme !== "system") return theme;
  return system ? "dark" : "light";
}
