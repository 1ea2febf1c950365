import type { Answer } from "#schema/contract/endpoint";
import type { getExchange } from "#schema/contract/exchanges";
import type { Branch } from "../waterfall/visible-rows.ts";

export type Step = Answer<typeof getExchange>["steps"][number];
type Status = Step["status"];

interface Spanned extends Branch<StepNode> {
  readonly offsetMicros: number;
  readonly durationMicros: number;
  readonly status: Status;
}

export interface IterationCount {
  readonly total: number;
  readonly failed: number;
}

/** A processor's run; `iterations` counts the runs of its body when it is a split, a loop or a multicast. */
export interface ProcessorNode extends Spanned {
  readonly kind: "step";
  readonly step: Step;
  readonly iterations: IterationCount | null;
}

/** One pass through the body of a split or loop, or one branch of a multicast. */
export interface IterationNode extends Spanned {
  readonly kind: "iteration";
  readonly iteration: number;
  /** Branches lead to different places, passes do the same thing again. */
  readonly isBranch: boolean;
}

/** The passes that went well, folded so that the others are seen. */
export interface RestNode extends Spanned {
  readonly kind: "rest";
  readonly count: number;
  /** Nothing went wrong: there are no others beside these. */
  readonly isAll: boolean;
}

export type StepNode = ProcessorNode | IterationNode | RestNode;

/** Up to this many iterations are listed one by one, in order. */
const foldAbove = 5;

const worstFirst: readonly Status[] = ["failed", "abandoned", "running", "handled", "stopped", "filtered", "completed"];

/** Steps by their parents. Iterations become nodes of their own; of many, the ones in trouble come first and the others fold. */
export function stepTree(steps: readonly Step[]): StepNode[] {
  const known = new Set(steps.map((step) => step.index));
  const byParent = Map.groupBy(steps, (step) => (known.has(step.parent) && step.parent < step.index ? step.parent : -1));
  const childrenOf = (parent: number, kind: string): StepNode[] =>
    withIterations({ index: parent, kind }, (byParent.get(parent) ?? []).map(toNode));
  const toNode = (step: Step): ProcessorNode => ({
    kind: "step",
    key: `s${step.index}`,
    step,
    offsetMicros: step.offsetMicros,
    durationMicros: step.durationMicros,
    status: step.status,
    iterations: iterationsOf(byParent.get(step.index) ?? []),
    children: childrenOf(step.index, step.kind),
  });
  return childrenOf(-1, "route");
}

function iterationsOf(children: readonly Step[]): IterationCount | null {
  const worst = new Map<number, Status>();
  for (const child of children) {
    if (child.iteration >= 0) worst.set(child.iteration, worse(worst.get(child.iteration) ?? "completed", child.status));
  }
  if (worst.size < 2) return null;
  return { total: worst.size, failed: [...worst.values()].filter((status) => status === "failed").length };
}

type Parent = Pick<Step, "index" | "kind">;

function withIterations(parent: Parent, children: readonly ProcessorNode[]): StepNode[] {
  const plain = children.filter((child) => child.step.iteration < 0);
  const passes = Map.groupBy(
    children.filter((child) => child.step.iteration >= 0),
    (child) => child.step.iteration,
  );
  if (passes.size < 2) return [...children];
  const nodes = [...passes].toSorted(([a], [b]) => a - b).map(([iteration, body]) => iterationNode(parent, iteration, body));
  return [...plain, ...(nodes.length > foldAbove ? folded(parent, nodes) : nodes)];
}

function iterationNode(parent: Parent, iteration: number, body: readonly ProcessorNode[]): IterationNode {
  const isBranch = /^(multicast|recipientList|loadBalance)/i.test(parent.kind);
  return { kind: "iteration", key: `i${parent.index}.${iteration}`, iteration, isBranch, ...extentOf(body), children: body };
}

function folded(parent: Parent, nodes: readonly IterationNode[]): StepNode[] {
  const troubled = nodes.filter((node) => node.status !== "completed");
  const rest = nodes.filter((node) => node.status === "completed");
  if (rest.length < 2) return [...troubled, ...rest];
  return [
    ...troubled,
    { kind: "rest", key: `r${parent.index}`, count: rest.length, isAll: troubled.length === 0, ...extentOf(rest), children: rest },
  ];
}

function extentOf(nodes: readonly StepNode[]): Pick<Spanned, "offsetMicros" | "durationMicros" | "status"> {
  const start = Math.min(...nodes.map((node) => node.offsetMicros));
  const end = Math.max(...nodes.map((node) => node.offsetMicros + node.durationMicros));
  return { offsetMicros: start, durationMicros: end - start, status: nodes.map((node) => node.status).reduce(worse) };
}

function worse(a: Status, b: Status): Status {
  return worstFirst.indexOf(a) <= worstFirst.indexOf(b) ? a : b;
}

/** Whether the words occur in what the row shows or leads to. */
export function stepMatches(node: StepNode, words: string): boolean {
  if (node.kind !== "step") return false;
  const { label, node: id, kind, uri, branch, error } = node.step;
  return [label, id, kind, uri, branch, error?.errorClass, error?.message].join("\n").toLowerCase().includes(words.toLowerCase());
}
