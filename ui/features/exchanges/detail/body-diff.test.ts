import { describe, it } from "vitest";
import { bodyDiff } from "./body-diff.ts";

describe("bodyDiff", () => {
  it("names lines that went, came and stayed, in order", ({ expect }) => {
    expect(bodyDiff("a\nb\nc", "a\nx\nc")?.map(({ change, text }) => `${change} ${text}`)).toEqual([
      "same a",
      "removed b",
      "added x",
      "same c",
    ]);
  });

  it("does not hold up the page with bodies that are too long", ({ expect }) => {
    expect(bodyDiff("x".repeat(150_000), "y".repeat(150_000))).toBeNull();
  });
});
