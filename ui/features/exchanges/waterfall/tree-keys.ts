import type { VisibleRow } from "./visible-rows.ts";

export type TreeMove = { readonly select: string } | { readonly toggle: string } | null;

/** What a key does in a tree, after the WAI-ARIA pattern: arrows walk, right opens, left closes or goes to the parent. */
export function treeMove<N extends { readonly key: string }>(
  key: string,
  rows: readonly VisibleRow<N>[],
  selected: string | null,
): TreeMove {
  const at = rows.findIndex((row) => row.node.key === selected);
  const row = rows[at];
  const to = (index: number): TreeMove => {
    const target = rows[Math.min(rows.length - 1, Math.max(0, index))];
    return target === undefined ? null : { select: target.node.key };
  };
  switch (key) {
    case "ArrowDown":
    case "j":
      return to(at + 1);
    case "ArrowUp":
    case "k":
      return to(at - 1);
    case "Home":
      return to(0);
    case "End":
      return to(rows.length - 1);
    case "ArrowRight":
      if (row === undefined || !row.expandable) return null;
      return row.open ? to(at + 1) : { toggle: row.node.key };
    case "ArrowLeft":
      if (row === undefined) return null;
      if (row.open) return { toggle: row.node.key };
      return row.parentKey === null ? null : { select: row.parentKey };
    case "Enter":
    case " ":
      return row?.expandable === true ? { toggle: row.node.key } : null;
    default:
      return null;
  }
}
