import type { StepNode } from "./step-tree.ts";

/** What is open before the reader touched anything: processors and branches always, iterations when something went wrong inside, folds never. */
export function isInitiallyOpen(node: StepNode): boolean {
  if (node.kind === "step") return true;
  return node.kind === "iteration" && (node.isBranch || node.status !== "completed");
}

/** The step to show first: the one where it broke, the innermost before its parents, else the first one. */
export function initiallySelected(roots: readonly StepNode[], failedNode: string): string | null {
  const all = processorsOf(roots);
  const broken = all.filter(({ step }) => step.error !== null || step.status === "failed");
  const named = broken.findLast(({ step }) => step.node === failedNode && step.error !== null);
  const deepest = broken.findLast((node) => node.children.length === 0);
  return (named ?? deepest ?? broken.at(-1) ?? all.at(0))?.key ?? null;
}

function processorsOf(nodes: readonly StepNode[]): Extract<StepNode, { kind: "step" }>[] {
  return nodes.flatMap((node) => [...(node.kind === "step" ? [node] : []), ...processorsOf(node.children)]);
}
