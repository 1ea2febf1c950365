import type { QueryHistory } from "./query-history.ts";

const storageKey = "cameleer.exchange-queries";

export function storedHistory(): QueryHistory {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter((query) => typeof query === "string") : [];
  } catch {
    return [];
  }
}

export function storeHistory(history: QueryHistory): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(history));
  } catch {
    // Private windows may refuse storage; the history is then lost with the page.
  }
}
