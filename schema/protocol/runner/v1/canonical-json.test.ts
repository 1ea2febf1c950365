import { assert, dictionary, jsonValue, property, string } from "fast-check";
import { describe, test } from "vitest";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";

describe("canonical JSON", () => {
  test("is RFC 8785's own example", ({ expect }) => {
    const value = { numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27], string: '€$\u000f\nA\'B"\\\\"/', literals: [null, true, false] };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test("sorts members by UTF-16 code units", ({ expect }) => {
    const value = { "€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  test("is the same for whatever order the members were written in", ({ expect }) => {
    assert(
      property(dictionary(string({ unit: "grapheme" }), jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("leaves out what is undefined, and refuses what JSON cannot say", ({ expect }) => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, "\ud800", 1n, () => 0]) expect(() => canonicalJson(value)).toThrow();
  });
});
