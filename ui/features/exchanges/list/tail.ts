import type { ExchangeRow } from "../queries/list-exchanges.ts";

/**
 * What arrived since the list was loaded. While the reader follows, rows are shown as they come; while paused, new ones wait and only
 * rows already on screen change. `torn` means more arrived than can be shown without a gap: the list has to be loaded anew.
 */
export interface Tail {
  readonly following: boolean;
  readonly reachable: boolean;
  readonly shown: readonly ExchangeRow[];
  readonly waiting: readonly ExchangeRow[];
  readonly torn: boolean;
}

export type TailEvent =
  | { readonly type: "arrived"; readonly rows: readonly ExchangeRow[]; readonly known: ReadonlySet<string>; readonly gap: boolean }
  | { readonly type: "lost" }
  | { readonly type: "paused" }
  | { readonly type: "resumed" }
  | { readonly type: "reloaded" };

/** More rows than this are not kept in front of the loaded pages. */
export const tailCapacity = 5_000;

export const quietTail: Tail = { following: true, reachable: true, shown: [], waiting: [], torn: false };

export function nextTail(tail: Tail, event: TailEvent): Tail {
  switch (event.type) {
    case "arrived":
      return arrived({ ...tail, reachable: true }, event);
    case "lost":
      return { ...tail, reachable: false };
    case "paused":
      return tail.following ? { ...tail, following: false } : tail;
    case "resumed":
      if (tail.following) return tail;
      return { ...tail, following: true, shown: newestFirst([...tail.waiting, ...tail.shown]), waiting: [] };
    case "reloaded":
      return { ...quietTail, following: tail.following };
  }
}

function arrived(tail: Tail, { rows, known, gap }: Extract<TailEvent, { type: "arrived" }>): Tail {
  const onScreen = new Set(tail.shown.map((row) => row.id));
  const isOld = (row: ExchangeRow): boolean => known.has(row.id) || onScreen.has(row.id);
  const shown = newestFirst([...(tail.following ? rows : rows.filter(isOld)), ...tail.shown]);
  const waiting = tail.following ? [] : newestFirst([...rows.filter((row) => !isOld(row)), ...tail.waiting]);
  const full = shown.length > tailCapacity || waiting.length > tailCapacity;
  return { ...tail, shown: shown.slice(0, tailCapacity), waiting: waiting.slice(0, tailCapacity), torn: tail.torn || gap || full };
}

/** One row per id, the first one given wins; newest start first, as the server orders them. */
export function newestFirst(rows: readonly ExchangeRow[]): ExchangeRow[] {
  const byId = new Map<string, ExchangeRow>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()].toSorted((a, b) => compare(b.startTime, a.startTime) || compare(b.id, a.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
