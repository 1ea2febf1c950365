import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Placed } from "#server/features/groups/tree";
import { deepest, misplacement } from "#server/features/groups/tree";

const ids = Array.from({ length: 14 }, (_, n) => `g${n}`);
const moves = fc.array(fc.record({ id: fc.constantFrom(...ids), parentId: fc.option(fc.constantFrom(...ids)) }), { maxLength: 60 });

function depthOf(groups: readonly Placed[], id: string): number {
  const parentId = groups.find((group) => group.id === id)?.parentId ?? null;
  return parentId === null ? 1 : 1 + depthOf(groups, parentId);
}

describe("groups", () => {
  test("attack 33: whatever is moved where, none stands under itself or deeper than ten", () => {
    fc.assert(
      fc.property(moves, (wanted) => {
        let groups: Placed[] = ids.map((id) => ({ id, parentId: null }));
        for (const move of wanted) {
          if (misplacement(groups, move) === undefined) groups = groups.map((group) => (group.id === move.id ? move : group));
        }
        expect(Math.max(...ids.map((id) => depthOf(groups, id)))).toBeLessThanOrEqual(deepest);
      }),
    );
  });

  test("may stand ten deep, and whole branches are measured when they move", () => {
    const chain = (prefix: string, length: number): Placed[] =>
      Array.from({ length }, (_, n) => ({ id: `${prefix}${n}`, parentId: n === 0 ? null : `${prefix}${n - 1}` }));
    const groups = [...chain("a", 6), ...chain("b", 4), ...chain("c", 5)];
    expect(misplacement(groups, { id: "b0", parentId: "a5" })).toBeUndefined();
    expect(misplacement(groups, { id: "c0", parentId: "a5" })).toBe("too-deep");
    expect(misplacement(groups, { id: "c1", parentId: "a5" })).toBeUndefined();
    expect(misplacement(chain("a", 10), { id: "new", parentId: "a9" })).toBe("too-deep");
  });

  test("cannot stand under what is not there", () => {
    expect(misplacement([], { id: "a", parentId: "b" })).toBe("unknown-parent");
  });
});
