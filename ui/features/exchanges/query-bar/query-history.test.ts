import { describe, it } from "vitest";
import { recalled, remembered } from "./query-history.ts";

describe("the query history", () => {
  it("keeps each query once, the last one first", ({ expect }) => {
    expect(remembered(["a", "b"], " b ")).toEqual(["b", "a"]);
  });

  it("forgets blanks and what is older than fifty queries", ({ expect }) => {
    const full = Array.from({ length: 50 }, (_, at) => `q${at}`);
    expect(remembered(full, " ")).toBe(full);
    expect([remembered(full, "new").length, remembered(full, "new").at(-1)]).toEqual([50, "q48"]);
  });

  it("stops at both ends", ({ expect }) => {
    expect([recalled(["a"], -1, "older"), recalled(["a"], 0, "older"), recalled(["a"], 0, "newer"), recalled(["a"], -1, "newer")]).toEqual([
      0, 0, -1, -1,
    ]);
  });
});
