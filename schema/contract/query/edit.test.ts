import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pillsOf, withFilter, withoutFilter, withoutPill } from "#schema/contract/query/edit";
import { parseQuery } from "#schema/contract/query/parse";
import { validQuery } from "#test/queries";

describe("editing a query by clicks", () => {
  it.each<[string, [string, string], string]>([
    ["", ["app", "orders"], "app=orders"],
    ["timeout", ["app", "orders"], "timeout app=orders"],
    ["app:orders", ["app", "billing"], "app:(orders, billing)"],
    ["app=orders", ["app", "orders"], "app=orders"],
    ["a OR b", ["status", "failed"], "(a OR b) status=failed"],
    ["NOT app:orders", ["app", "billing"], "NOT app:orders app=billing"],
    ["", ["route", "a*b"], 'route="a*b"'],
    ["", ["errorClass", "java.io.IOException"], "errorClass=java.io.IOException"],
    ["", ["attr.order id", "7, 8"], 'attr."order id"="7, 8"'],
    ["(oops", ["app", "orders"], "(oops app=orders"],
  ])("includes a value in %j", (text, [field, value], expected) => {
    expect(withFilter(text, { field, operator: "=", value, mode: "add" })).toBe(expected);
  });

  it("excludes several values in one list", () => {
    const once = withFilter("timeout", { field: "app", operator: "!=", value: "orders", mode: "add" });
    expect(withFilter(once, { field: "app", operator: "!=", value: "billing", mode: "add" })).toBe("timeout app!=(orders, billing)");
  });

  it("replaces every condition on the field when only one value is wanted", () => {
    const text = "app:(a, b) timeout NOT app:c status:failed";
    expect(withFilter(text, { field: "app", operator: "=", value: "d", mode: "only" })).toBe("timeout status:failed app=d");
  });

  it("takes one value back, and the condition with its last value", () => {
    const text = withoutFilter("app:(a, b) timeout", { field: "app", value: "a" });
    expect([text, withoutFilter(text, { field: "app", value: "b" })]).toEqual(["app:b timeout", "timeout"]);
  });

  it("clears a field", () => {
    expect(withoutFilter("app:a timeout app!=b", { field: "app" })).toBe("timeout");
  });

  it("leaves a text with an error as it is", () => {
    expect(withoutFilter("(oops", { field: "app" })).toBe("(oops");
  });

  it("shows each condition as a pill that can be removed", () => {
    const text = "timeout app:a NOT (b OR c) status!=failed";
    const pills = pillsOf(text);
    expect(pills.map(({ label, field, negative }) => [label, field, negative])).toEqual([
      ["timeout", null, false],
      ["app:a", "app", false],
      ["NOT (b OR c)", null, true],
      ["status!=failed", "status", true],
    ]);
    expect(pills.map((pill) => withoutPill(text, pill))).toEqual([
      "app:a NOT (b OR c) status!=failed",
      "timeout NOT (b OR c) status!=failed",
      "timeout app:a status!=failed",
      "timeout app:a NOT (b OR c)",
    ]);
  });

  it("keeps a valid query valid, whatever value is clicked", () => {
    fc.assert(
      fc.property(validQuery, fc.string({ unit: "grapheme" }), fc.constantFrom("only", "add"), (text, value, mode) => {
        const edited = withFilter(text, { field: "route", operator: "=", value, mode });
        expect(parseQuery(edited).ok).toBe(true);
        expect(withFilter(edited, { field: "route", operator: "=", value, mode })).toBe(edited);
      }),
      { numRuns: 300 },
    );
  });
});
