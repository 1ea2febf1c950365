import { describe, test } from "vitest";
import { changesOf, restOf, valueText } from "#ui/features/admin/entry-changes.ts";

describe("what an entry of the audit log changed", () => {
  test("stands side by side, with what changed first", ({ expect }) => {
    const detail = { before: { name: "ann", roles: ["VIEWER"] }, after: { name: "ann", roles: ["ADMIN"] }, passwordSet: false };
    expect(changesOf(detail)).toEqual([
      { name: "roles", before: ["VIEWER"], after: ["ADMIN"], changed: true },
      { name: "name", before: "ann", after: "ann", changed: false },
    ]);
    expect(restOf(detail)).toEqual({ passwordSet: false });
  });

  test("is nothing when the entry says neither, and everything when something was created or deleted", ({ expect }) => {
    expect(changesOf({ note: "x" })).toEqual([]);
    expect(changesOf({ after: { name: "ann" } })).toEqual([{ name: "name", before: undefined, after: "ann", changed: true }]);
    expect(changesOf({ before: { name: "ann" } })).toMatchObject([{ before: "ann", after: undefined }]);
    expect(changesOf({ before: null, after: ["x"] })).toEqual([]);
  });

  test("is written as people read it", ({ expect }) => {
    expect(["ann", ["A", "B"], 3, null, { a: 1 }, undefined].map(valueText)).toEqual(["ann", "A, B", "3", "null", '{"a":1}', ""]);
  });
});
