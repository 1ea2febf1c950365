import { useSyncExternalStore } from "react";
import type { SavedViews } from "./saved-view.ts";

const storageKey = "cameleer.exchange-views";
const listeners = new Set<() => void>();
let current = read();

/** The views that this browser keeps, also when another tab changes them. */
export function useStoredViews(): SavedViews {
  return useSyncExternalStore(subscribe, () => current);
}

export function storeViews(views: SavedViews): void {
  current = views;
  try {
    localStorage.setItem(storageKey, JSON.stringify(views));
  } catch {
    // Private windows may refuse storage; the views then last until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const follow = ({ key }: StorageEvent) => {
    if (key !== storageKey) return;
    current = read();
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", follow);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", follow);
  };
}

function read(): SavedViews {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? (stored as SavedViews) : [];
  } catch {
    return [];
  }
}
