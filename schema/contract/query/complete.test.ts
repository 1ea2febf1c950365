import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeAt } from "#schema/contract/query/complete";
import { anyText } from "#test/queries";

/** `|` marks the caret. */
function at(marked: string): unknown {
  const caret = marked.indexOf("|");
  const completion = completeAt(marked.replace("|", ""), caret);
  if (completion.expected === "nothing") return "nothing";
  const place = `${completion.span.start}-${completion.span.end} "${completion.prefix}"`;
  if (completion.expected === "field") return `field ${place}`;
  return `${completion.expected} of ${completion.field.name} ${place}`;
}

describe("completion", () => {
  it.each([
    ["|", 'field 0-0 ""'],
    ["sta|", 'field 0-3 "sta"'],
    ["st|atus:failed", 'field 0-6 "st"'],
    ["status:|", 'value of status 7-7 ""'],
    ["status:fa|", 'value of status 7-9 "fa"'],
    ["status:|failed", 'value of status 7-13 ""'],
    ['route:"order |in"', 'value of route 6-16 "order "'],
    ["duration |", 'operator of duration 9-9 ""'],
    ["duration >|", 'value of duration 10-10 ""'],
    ["app:(a, |", 'value of app 8-8 ""'],
    ["app:(a, b|) x", 'value of app 8-9 "b"'],
    ["app:a |", 'field 6-6 ""'],
    ["app:a AND (|", 'field 11-11 ""'],
    ["-|", 'field 0-1 "-"'],
    ["-sta|", 'field 1-4 "sta"'],
    ["attr.ord|", 'key of attr 5-8 "ord"'],
    ["attr.orderId:|", 'value of attr 13-13 ""'],
    ["nosuch:|", "nothing"],
    ['"free te|xt"', "nothing"],
    [") ) app:o|", 'value of app 8-9 "o"'],
  ])("knows what belongs at the caret in %j", (marked, expected) => {
    expect(at(marked)).toBe(expected);
  });

  it("offers the fields that begin with what was typed", () => {
    expect(completeAt("er", 2)).toMatchObject({ fields: [{ name: "error" }, { name: "errorClass" }] });
  });

  it("never throws, and replaces text around the caret only", () => {
    fc.assert(
      fc.property(anyText, fc.nat(100), (text, caret) => {
        const completion = completeAt(text, caret);
        const span = completion.expected === "nothing" ? { start: 0, end: 0 } : completion.span;
        expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
