import { describe, it } from "vitest";
import type { Branch } from "./visible-rows.ts";
import { visibleRows } from "./visible-rows.ts";

interface Node extends Branch<Node> {
  readonly small?: boolean;
}

const leaf = (key: string, small = false): Node => ({ key, children: [], small });
const tree: Node[] = [{ key: "a", children: [leaf("a1"), { key: "a2", children: [leaf("a2x", true)] }] }, leaf("b", true)];
const keysOf = (rows: ReturnType<typeof visibleRows<Node>>): string[] => rows.map((row) => `${"-".repeat(row.depth)}${row.node.key}`);
const everything = { isOpen: () => true, keeps: () => true };

describe("visibleRows", () => {
  it("lists an open tree depth first", ({ expect }) => {
    expect(keysOf(visibleRows(tree, everything))).toEqual(["a", "-a1", "-a2", "--a2x", "b"]);
  });

  it("leaves out what a closed node holds, and says that it can be opened", ({ expect }) => {
    const rows = visibleRows(tree, { ...everything, isOpen: (node) => node.key !== "a" });
    expect(keysOf(rows)).toEqual(["a", "b"]);
    expect(rows.map((row) => [row.expandable, row.open])).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it("keeps the ancestors of a kept node", ({ expect }) => {
    expect(keysOf(visibleRows(tree, { ...everything, keeps: (node) => node.key === "a2x" }))).toEqual(["a", "-a2", "--a2x"]);
  });

  it("does not offer to open a node whose children are all hidden", ({ expect }) => {
    const rows = visibleRows(tree, { ...everything, keeps: (node) => node.small !== true });
    expect(rows.find((row) => row.node.key === "a2")?.expandable).toBe(false);
  });

  it("names the row's parent, so that the left arrow finds it", ({ expect }) => {
    expect(visibleRows(tree, everything).map((row) => row.parentKey)).toEqual([null, "a", "a", "a2", null]);
  });
});
