import type { Range } from "#ui/lib/range/range.ts";

const remembered = 50;

function same(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Where one came from: every range that was left, and the way back. */
export interface RangeTrail {
  readonly leave: (range: Range) => void;
  /** The range left last, which is forgotten by that. */
  readonly back: () => Range | undefined;
}

export function createRangeTrail(): RangeTrail {
  const left: Range[] = [];
  return {
    leave: (range) => {
      const last = left.at(-1);
      if (last === undefined || !same(last, range)) left.push(range);
      if (left.length > remembered) left.shift();
    },
    back: () => left.pop(),
  };
}

/** The ranges chosen before, newest first, each once, at most eight. */
export function remember(recents: readonly Range[], chosen: Range): readonly Range[] {
  return [chosen, ...recents.filter((recent) => !same(recent, chosen))].slice(0, 8);
}
