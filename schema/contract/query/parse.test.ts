import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuery } from "#schema/contract/query/parse";
import { printQuery } from "#schema/contract/query/print";
import type { Query, Span } from "#schema/contract/query/syntax";
import { anyText, validQuery } from "#test/queries";

function printed(text: string): string {
  const result = parseQuery(text);
  return result.ok ? printQuery(result.query) : `${result.error.span.start}-${result.error.span.end} ${result.error.message}`;
}

function spansOf(query: Query): readonly Span[] {
  if (query.kind === "and" || query.kind === "or") return [query.span, ...query.children.flatMap(spansOf)];
  if (query.kind === "not") return [query.span, ...spansOf(query.child)];
  return query.kind === "filter" ? [query.span, query.field.span, ...query.values.map(({ span }) => span)] : [query.span];
}

describe("a query", () => {
  it.each([
    ["", ""],
    ["route:order-* AND status:failed AND duration>250ms", "route:order-* status:failed duration>250ms"],
    ["status : failed", "status:failed"],
    ["a OR b c", "a OR b c"],
    ["(a OR b) c", "(a OR b) c"],
    ["((a))", "a"],
    ["a AND (b AND c)", "a b c"],
    ["-status:failed", "NOT status:failed"],
    ["NOT -a", "a"],
    ["NOT (a OR b)", "NOT (a OR b)"],
    ["app:(orders , billing)", "app:(orders, billing)"],
    ["attr.orderId:*", "attr.orderId:*"],
    ["attr.orderId!=*", "NOT attr.orderId:*"],
    ['attr."order id"=7', 'attr."order id"=7'],
    ["uri:http://stock:8080/items", "uri:http://stock:8080/items"],
    ['error:"Read timed out"', 'error:"Read timed out"'],
    ['error~"code \\d+"', 'error~"code \\\\d+"'],
    ['"a:b"', '"a:b"'],
    ['route:"order-*"', 'route:"order-*"'],
    ["7D1E7B1A5F0A5C3-0000000000000001", "7D1E7B1A5F0A5C3-0000000000000001"],
  ])("reads %j as %j", (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each([
    ["status:broken", "7-13 status is one of running, completed, failed, handled, filtered, stopped, abandoned."],
    ["status>failed", "6-7 status can be compared with : = !=, not with >."],
    ["stauts:failed", "0-6 There is no field stauts. To search for text with a sign in it, put it in quotes."],
    ["attr:7", "0-4 attr needs a name after a dot, for example attr.orderId."],
    ["app.x:7", "0-5 app takes nothing after a dot; write app alone."],
    ["duration>fast", "9-13 duration is compared with a duration such as 250ms, 2s or 1m."],
    ["duration>", "9-9 A value is missing here."],
    ["app: AND a", "5-8 A value is missing before AND."],
    ["(a", "0-1 This parenthesis is not closed."],
    ["a)", "1-2 This parenthesis was never opened."],
    ["app:(a b)", "7-8 Values of a list are separated by commas."],
    ["app:(a", "4-5 This list is not closed."],
    ['"a', "0-2 This quote is not closed."],
    ["a OR", "4-4 Something to search for is missing here."],
    ["OR a", "0-2 Something to search for is missing before OR."],
    ["= a", "0-1 A field is missing before =. To search for the sign, put it in quotes."],
    ["route~(a, b)", "0-12 ~ takes one value, not a list."],
  ])("refuses %j at the place of the mistake", (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it.each([
    ["250ms", 250_000],
    ["2s", 2_000_000],
    ["1h30m", 5_400_000_000],
    ["1.5", 1_500],
    ["90us", 90],
  ])("reads the duration %s as %d µs", (text, micros) => {
    expect(parseQuery(`duration>${text}`)).toMatchObject({ query: { values: [{ amount: micros }] } });
  });

  it("never throws, and every span lies in the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = parseQuery(text);
        const spans = result.ok ? (result.query === null ? [] : spansOf(result.query)) : [result.error.span];
        expect(spans.every(({ start, end }) => 0 <= start && start <= end && end <= text.length)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("means the same after it was printed", () => {
    fc.assert(
      fc.property(validQuery, (text) => {
        const once = printed(text);
        expect(parseQuery(text).ok).toBe(true);
        expect(printed(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(["(", "NOT ", "-", "NOT (", "a OR (", "app:("])("bounds the nesting of %j", (piece) => {
    expect(() => parseQuery(`${piece.repeat(20_000)}a`)).not.toThrow();
  });

  it("bounds the number of its conditions", () => {
    expect(printed("a ".repeat(257))).toBe("512-513 A query may have 256 conditions.");
  });
});
