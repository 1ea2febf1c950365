import type { Range } from "#ui/lib/range/range.ts";

const remembered = 50;

function same(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Where one came from, newest last, after leaving `left`. */
export function leave(history: readonly Range[], left: Range): readonly Range[] {
  const last = history.at(-1);
  return last !== undefined && same(last, left) ? history : [...history.slice(1 - remembered), left];
}

/** The ranges chosen before, newest first, each once, at most eight. */
export function remember(recents: readonly Range[], chosen: Range): readonly Range[] {
  return [chosen, ...recents.filter((recent) => !same(recent, chosen))].slice(0, 8);
}
