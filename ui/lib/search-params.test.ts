import { expect, test } from "vitest";
import { safeReturn } from "#ui/lib/safe-return.ts";
import { readSearch, writeSearch } from "#ui/lib/search-params.ts";

test("a search survives the address bar, and reads well there", () => {
  const search = { q: 'status:failed error:"a & b"', from: "now-1h", at: "2026-11-22T12:00:00.000Z" };
  const written = writeSearch(search);
  expect(written).toContain("at=2026-11-22T12:00:00.000Z");
  expect(readSearch(written)).toEqual(search);
});

test("what is empty is left out", () => {
  expect(writeSearch({ q: "", env: undefined })).toBe("");
});

test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/sign-in?back=/sign-in"])(
  "signing in never leads to %s",
  (back) => {
    expect(safeReturn(back)).toBe("/");
  },
);

test("signing in leads back to where one was", () => {
  expect(safeReturn("/exchanges?q=status:failed")).toBe("/exchanges?q=status:failed");
});
