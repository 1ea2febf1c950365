import { diffLines } from "diff";

export interface DiffLine {
  readonly change: "added" | "removed" | "same";
  readonly text: string;
}

/** Beyond this, comparing would hold up the page. */
const longest = 200_000;

/** What changed between two laid-out bodies, line by line; null when they are too long to compare. */
export function bodyDiff(before: string, after: string): DiffLine[] | null {
  if (before.length + after.length > longest) return null;
  return diffLines(before, after).flatMap(({ added, removed, value }) => {
    const change = added ? "added" : removed ? "removed" : "same";
    return value
      .replace(/\n$/, "")
      .split("\n")
      .map((text): DiffLine => ({ change, text }));
  });
}
