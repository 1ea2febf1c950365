import { describe, it } from "vitest";
import { completeAt } from "#schema/contract/query/complete";
import { exchangeFields } from "#schema/contract/query/fields";
import type { KnownValue, Suggestion } from "./suggestions.ts";
import { requestedValues, suggestionsOf, taken } from "./suggestions.ts";

const labels = (text: string, values: readonly KnownValue[] = [], afterTerm = false): string[] =>
  suggestionsOf(completeAt(text, text.length), values, afterTerm).map((one) => one.label);

function accept(text: string, label: string, values: readonly KnownValue[] = []): string {
  const completion = completeAt(text, text.length);
  const span = completion.expected === "nothing" ? { start: text.length, end: text.length } : completion.span;
  const chosen = suggestionsOf(completion, values, true).find((one) => one.label === label);
  return taken(text, span, chosen ?? ({ insert: "!" } as Suggestion)).text;
}

describe("suggestions", () => {
  it("lists every field in an empty bar", ({ expect }) => {
    expect(labels("")).toHaveLength(exchangeFields.length);
  });

  it("offers AND, OR and NOT behind a condition", ({ expect }) => {
    expect(labels("status:failed ", [], true)).toEqual(expect.arrayContaining(["AND", "OR", "NOT"]));
    expect(labels("", [], false)).not.toContain("AND");
  });

  it("goes on from a field to the operators that fit it", ({ expect }) => {
    expect(accept("stat", "status")).toBe("status");
    expect(labels("status")).toEqual([":", "=", "!=", "status"]);
    expect(accept("status", "!=")).toBe("status!=");
  });

  it("still offers the longer fields that begin alike", ({ expect }) => {
    expect(labels("error").slice(-2)).toEqual(["error", "errorClass"]);
  });

  it("goes on from the name of an attribute to the operators", ({ expect }) => {
    const names = [{ value: "orderId", count: 4 }];
    expect(accept("attr.ord", "orderId", names)).toBe("attr.orderId");
    expect(accept("attr.orderId", ">=", names)).toBe("attr.orderId>=");
  });

  it("shows values with their counts in the range, most frequent first, then the choices that do not occur", ({ expect }) => {
    const values = [
      { value: "failed", count: 12 },
      { value: "completed", count: 3 },
    ];
    const suggestions = suggestionsOf(completeAt("status:", 7), values, false);
    expect(suggestions.slice(0, 3).map(({ label, count }) => [label, count])).toEqual([
      ["failed", 12],
      ["completed", 3],
      ["running", 0],
    ]);
  });

  it("quotes a value that needs it and goes on with a space", ({ expect }) => {
    expect(accept("route:", "order in", [{ value: "order in", count: 1 }])).toBe('route:"order in" ');
  });

  it("puts no space before a comma or a parenthesis that is there already", ({ expect }) => {
    const text = "app:(or)";
    const chosen: Suggestion = { label: "orders", insert: "orders", detail: "", count: 1, group: "Values" };
    expect(taken(text, { start: 5, end: 7 }, chosen)).toEqual({ text: "app:(orders)", caret: 11 });
  });

  it("asks for names behind a keyed field's dot and for values behind its operator", ({ expect }) => {
    expect(requestedValues(completeAt("attr.or", 7))).toEqual({ field: "attr", prefix: "or" });
    expect(requestedValues(completeAt("attr.orderId:47", 15))).toEqual({ field: "attr.orderId", prefix: "47" });
  });

  it("does not ask the server for durations, and suggests some", ({ expect }) => {
    expect(requestedValues(completeAt("duration>", 9))).toBeNull();
    expect(labels("duration>5")).toEqual(["500ms", "5s"]);
  });
});
