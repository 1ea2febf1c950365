import { describe, test } from "vitest";
import { moved } from "#ui/features/claim-mapping/rule-order.ts";

const rules = (...priorities: number[]) => priorities.map((priority, index) => ({ id: "abcd".charAt(index), priority }));

/** The order after the changes are stored. */
function orderAfter(before: ReturnType<typeof rules>, id: string, to: number): string {
  const changes = new Map(moved(before, id, to).map((change) => [change.id, change.priority]));
  const after = before.map((rule) => ({ ...rule, priority: changes.get(rule.id) ?? rule.priority }));
  return after
    .toSorted((one, other) => one.priority - other.priority)
    .map(({ id: of }) => of)
    .join("");
}

describe("moving a rule", () => {
  test("by one place swaps it with its neighbor, and changes no other", ({ expect }) => {
    expect(orderAfter(rules(1, 5, 9), "b", 0)).toBe("bac");
    expect(moved(rules(1, 5, 9), "b", 2)).toEqual([
      { id: "c", priority: 5 },
      { id: "b", priority: 9 },
    ]);
  });

  test("over several places lets those between move up or down", ({ expect }) => {
    expect(orderAfter(rules(1, 5, 9, 12), "a", 3)).toBe("bcda");
    expect(orderAfter(rules(1, 5, 9, 12), "d", 1)).toBe("adbc");
  });

  test("works among rules of the same priority", ({ expect }) => {
    expect(orderAfter(rules(0, 0, 0, 0), "c", 1)).toBe("acbd");
    expect(orderAfter(rules(0, 0, 0, 0), "a", 2)).toBe("bcad");
  });

  test("changes nothing when it stays, or would leave the list", ({ expect }) => {
    expect([moved(rules(1, 2), "a", 0), moved(rules(1, 2), "a", -1), moved(rules(1, 2), "b", 2)]).toEqual([[], [], []]);
  });
});
