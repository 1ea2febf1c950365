import { describe, test } from "vitest";
import { moved } from "#ui/features/claim-mapping/rule-order.ts";

const rules = (...priorities: number[]) => priorities.map((priority, index) => ({ id: "abcd".charAt(index), priority }));

/** The order after the changes are stored. */
function orderAfter(before: ReturnType<typeof rules>, id: string, by: -1 | 1): string {
  const changes = new Map(moved(before, id, by).map((change) => [change.id, change.priority]));
  const after = before.map((rule) => ({ ...rule, priority: changes.get(rule.id) ?? rule.priority }));
  return after
    .toSorted((one, other) => one.priority - other.priority)
    .map(({ id }) => id)
    .join("");
}

describe("moving a rule", () => {
  test("swaps it with its neighbor, and changes no other", ({ expect }) => {
    expect(orderAfter(rules(1, 5, 9), "b", -1)).toBe("bac");
    expect(moved(rules(1, 5, 9), "b", 1)).toEqual([
      { id: "c", priority: 5 },
      { id: "b", priority: 9 },
    ]);
  });

  test("works among rules of the same priority", ({ expect }) => {
    expect(orderAfter(rules(0, 0, 0, 0), "c", -1)).toBe("acbd");
    expect(orderAfter(rules(0, 0, 0, 0), "a", 1)).toBe("bacd");
  });

  test("changes nothing at the ends", ({ expect }) => {
    expect([moved(rules(1, 2), "a", -1), moved(rules(1, 2), "b", 1)]).toEqual([[], []]);
  });
});
