import { useSyncExternalStore } from "react";

const narrow = typeof matchMedia === "undefined" ? undefined : matchMedia("(width < 48rem)");

function subscribe(listener: () => void): () => void {
  narrow?.addEventListener("change", listener);
  return () => narrow?.removeEventListener("change", listener);
}

/** Whether the window has the width of a phone, where rows become cards. The same limit as the `md:` classes. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow?.matches === true);
}
