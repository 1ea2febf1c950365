/** The queries a reader ran, newest first, each once. */
export type QueryHistory = readonly string[];

const capacity = 50;

export function remembered(history: QueryHistory, query: string): QueryHistory {
  const text = query.trim();
  if (text === "") return history;
  return [text, ...history.filter((earlier) => earlier !== text)].slice(0, capacity);
}

/** One step back (`older`) or forth from where the reader is; -1 is what they were typing. */
export function recalled(history: QueryHistory, at: number, direction: "older" | "newer"): number {
  return Math.min(history.length - 1, Math.max(-1, at + (direction === "older" ? 1 : -1)));
}
