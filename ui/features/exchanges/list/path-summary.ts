import type { Step } from "../detail/step-tree.ts";

export interface PathSummary {
  readonly steps: readonly Step[];
  /** How many steps stand between the last two shown. */
  readonly skipped: number;
}

const shown = 5;

/** Five steps that tell what happened: the way up to the failure, or the first four and the last one. */
export function pathSummary(steps: readonly Step[], failedNode: string): PathSummary {
  const own = steps.filter((step) => step.kind !== "span");
  const failed = own.findLastIndex((step) => step.error !== null && (failedNode === "" || step.node === failedNode));
  const broken = failed === -1 ? own.findLastIndex((step) => step.error !== null) : failed;
  if (broken !== -1) return { steps: own.slice(Math.max(0, broken + 1 - shown), broken + 1), skipped: 0 };
  if (own.length <= shown) return { steps: own, skipped: 0 };
  return { steps: [...own.slice(0, shown - 1), ...own.slice(-1)], skipped: own.length - shown };
}
