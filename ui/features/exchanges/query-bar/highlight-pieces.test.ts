import { describe, it } from "vitest";
import { parseQuery } from "#schema/contract/query/parse";
import { tokensOf } from "#schema/contract/query/tokens";
import { highlightPieces } from "./highlight-pieces.ts";

function pieces(text: string) {
  const parsed = parseQuery(text);
  return highlightPieces(text, tokensOf(text), parsed.ok ? null : parsed.error);
}

describe("highlightPieces", () => {
  it.for(["", "status:failed  AND app:(a, b)", 'error:"read timed out', "colour:red"])("puts %j together again", (text, { expect }) => {
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("tells fields from operators and values", ({ expect }) => {
    expect(pieces("app:orders").map((piece) => piece.kind)).toEqual(["field", "operator", "word"]);
  });

  it("marks what is wrong", ({ expect }) => {
    expect(
      pieces("app:a colour:red")
        .filter((piece) => piece.wrong)
        .map((piece) => piece.text),
    ).toEqual(["colour"]);
  });

  it("marks the last character when something is missing behind it", ({ expect }) => {
    expect(
      pieces("app:")
        .filter((piece) => piece.wrong)
        .map((piece) => piece.text),
    ).toEqual([":"]);
  });
});
