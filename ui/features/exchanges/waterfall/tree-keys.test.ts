import { describe, it } from "vitest";
import { treeMove } from "./tree-keys.ts";
import type { VisibleRow } from "./visible-rows.ts";

const row = (key: string, facts: Partial<VisibleRow<{ key: string }>> = {}): VisibleRow<{ key: string }> => ({
  node: { key },
  depth: 0,
  expandable: false,
  open: false,
  parentKey: null,
  ...facts,
});
const rows = [row("a", { expandable: true, open: true }), row("b", { parentKey: "a", expandable: true }), row("c", { parentKey: "a" })];

describe("treeMove", () => {
  it.for([
    ["ArrowDown", "a", { select: "b" }],
    ["ArrowUp", "a", { select: "a" }],
    ["End", "a", { select: "c" }],
    ["Home", "c", { select: "a" }],
    ["ArrowRight", "a", { select: "b" }],
    ["ArrowRight", "b", { toggle: "b" }],
    ["ArrowRight", "c", null],
    ["ArrowLeft", "a", { toggle: "a" }],
    ["ArrowLeft", "c", { select: "a" }],
    ["Enter", "b", { toggle: "b" }],
    ["Enter", "c", null],
    ["x", "a", null],
  ] as const)("%s on %s", ([key, selected, expected], { expect }) => {
    expect(treeMove(key, rows, selected)).toEqual(expected);
  });

  it("starts at the first row when nothing is selected", ({ expect }) => {
    expect(treeMove("ArrowDown", rows, null)).toEqual({ select: "a" });
  });
});
