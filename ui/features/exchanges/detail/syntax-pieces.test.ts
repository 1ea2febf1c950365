import { describe, it } from "vitest";
import { syntaxPieces } from "./syntax-pieces.ts";

const kinds = (line: string, language: "json" | "xml"): string[] =>
  syntaxPieces(line, language)
    .filter(({ kind }) => kind !== "plain")
    .map(({ kind, text }) => `${kind} ${text}`);

describe("syntaxPieces", () => {
  it("tells names, strings, numbers and words of JSON apart", ({ expect }) => {
    expect(kinds('  "a": ["x: 1", -2.5, true]', "json")).toEqual(['name "a"', 'string "x: 1"', "number -2.5", "word true"]);
  });

  it("tells tags, attributes and values of XML apart", ({ expect }) => {
    expect(kinds('<order id="1">A</order>', "xml")).toEqual(["name <order", "word id", 'string "1"', "name >", "name </order", "name >"]);
  });

  it.for(['  "a": 1,', "", '<a b="c"/> text', "}"])("loses nothing of %j", (line, { expect }) => {
    expect(
      syntaxPieces(line, "json")
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
    expect(
      syntaxPieces(line, "xml")
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
  });
});
