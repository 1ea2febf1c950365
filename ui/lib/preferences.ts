import { useSyncExternalStore } from "react";

export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly zone: "local" | "utc";
  readonly density: "compact" | "comfortable";
  readonly hotkeys: boolean;
  /** Seconds between automatic refreshes; 0 is off. */
  readonly refreshSeconds: number;
  /** Ranges chosen before, newest first, as typed. */
  readonly recentRanges: readonly { readonly from: string; readonly to: string }[];
  /** Pages opened before, newest first. */
  readonly recentPages: readonly { readonly href: string; readonly title: string }[];
}

const defaults: Preferences = {
  theme: "system",
  zone: "local",
  density: "compact",
  hotkeys: true,
  refreshSeconds: 0,
  recentRanges: [],
  recentPages: [],
};

const storageKey = "cameleer.preferences";
const listeners = new Set<() => void>();
let current = read();

/** What this browser remembers of a person's taste. Never holds data of the server. */
export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // Private windows may refuse storage; the choice then lasts until the page is closed.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

function applyTheme(): void {
  if (current.theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = current.theme;
}
