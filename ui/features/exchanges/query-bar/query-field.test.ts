import { describe, it } from "vitest";
import type { QueryField, QueryFieldEvent } from "./query-field.ts";
import { fieldOf, nextField } from "./query-field.ts";

const after = (start: string, ...events: readonly QueryFieldEvent[]): QueryField => events.reduce(nextField, fieldOf(start));

describe("the search field", () => {
  it("opens the suggestions and forgets the choice while typing", ({ expect }) => {
    expect(after("", { type: "chose", by: 1, count: 3 }, { type: "typed", text: "st", caret: 2 })).toMatchObject({
      open: true,
      active: -1,
      caret: 2,
    });
  });

  it("keeps the suggestions open after taking one, so that the next step follows", ({ expect }) => {
    expect(after("st", { type: "opened" }, { type: "taken", text: "status", caret: 6 })).toMatchObject({
      text: "status",
      open: true,
      active: -1,
    });
  });

  it("does not run past either end of the suggestions", ({ expect }) => {
    const down: QueryFieldEvent = { type: "chose", by: 1, count: 2 };
    expect(after("", down, down, down).active).toBe(1);
    expect(after("", { type: "chose", by: -1, count: 2 }).active).toBe(-1);
  });

  it("stays on one line when lines are pasted", ({ expect }) => {
    expect(after("", { type: "typed", text: "a\nb", caret: 3 }).text).toBe("a b");
  });

  it("tells of an error only after running or leaving", ({ expect }) => {
    expect(
      [after("", { type: "typed", text: "app:", caret: 4 }), after("app:", { type: "ran" }), after("app:", { type: "left" })].map(
        (field) => field.tried,
      ),
    ).toEqual([false, true, true]);
  });

  it("closes the suggestions while walking the history", ({ expect }) => {
    expect(after("", { type: "opened" }, { type: "recalled", text: "status:failed", at: 0 })).toMatchObject({
      open: false,
      recall: 0,
      caret: 13,
    });
  });
});
