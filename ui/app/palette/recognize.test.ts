import { expect, test } from "vitest";
import { matchScore } from "#ui/app/palette/match.ts";
import { recognize } from "#ui/app/palette/recognize.ts";

const hex = "0197f2c05b7a7c6ea8b1d0a1f8e4c3b2";

test("this product's ids lead straight to their pages", () => {
  expect(recognize(` exc_${hex} `)).toMatchObject([{ kind: "exchange", id: `exc_${hex}` }]);
  expect(recognize(`agt_${hex}`)).toMatchObject([{ kind: "agent", id: `agt_${hex}` }]);
});

test.each([hex, hex.toUpperCase(), `00-${hex}-b7ad6b7169203331-01`])("%s is looked up as a trace", (text) => {
  expect(recognize(text)).toMatchObject([{ kind: "search", q: `trace:${hex}` }]);
});

test("Camel's exchange ids are looked up as such, or as words", () => {
  expect(recognize("7F3A9C1B2D4E5F6-0000000000000A1B").map((jump) => jump.kind === "search" && jump.q)).toEqual([
    "exchange:7F3A9C1B2D4E5F6-0000000000000A1B",
    "7F3A9C1B2D4E5F6-0000000000000A1B",
  ]);
});

test("any other text is searched for, and no text leads nowhere", () => {
  expect(recognize("connection refused")).toMatchObject([{ kind: "search", q: "connection refused" }]);
  expect(recognize("  ")).toEqual([]);
});

test("every word must occur; the start of a word counts more than its middle", () => {
  expect(matchScore("ord prod", "receive-order orders · prod")).toBeDefined();
  expect(matchScore("ord xyz", "receive-order")).toBeUndefined();
  expect(matchScore("der", "der-route")).toBeGreaterThan(matchScore("der", "order-in") ?? 0);
});
