import type { Step } from "#server/features/exchanges/agent-steps";
import { repetitionsOf } from "#server/features/exchanges/span-repetitions";
import type { TraceSpan } from "#server/features/exchanges/trace-spans";

/** A step in the making: a span, and the route it entered when it is a `direct:` hop. */
interface Draft {
  readonly span: TraceSpan;
  readonly entered: TraceSpan | undefined;
  readonly parent: Draft | undefined;
  readonly iteration: number;
  readonly attempt: number;
  readonly route: string;
  readonly status: Step["status"];
  /** Never before the parent's, so that sorting puts a step behind the one it belongs to. */
  readonly sortMicros: number;
}

export interface SpanSteps {
  readonly steps: Step[];
  /** Every span that went into them, the exchange's own included. */
  readonly spanIds: readonly string[];
}

/**
 * The steps of the exchange that `root` is: what lies below its span, up to where another exchange begins. A message sent to `direct:`
 * and the route it enters are one step; spans that are not Camel's stay, as kind `span`.
 */
export function stepsOfSpans(spans: readonly TraceSpan[], root: TraceSpan): SpanSteps {
  const below = Map.groupBy(
    spans.filter((span) => span === root || span.executionId === ""),
    ({ parentSpanId }) => parentSpanId,
  );
  const seen = new Set([root.spanId]);
  const drafts: Draft[] = [];
  const open: (Draft | undefined)[] = [undefined];
  for (let at = 0; at < open.length; at += 1) {
    const parent = open[at];
    const children = childrenOf(parent, { root, below }).filter(({ spanId }) => !seen.has(spanId));
    for (const draft of draftsOf(children, parent, { root, below })) {
      seen.add(draft.span.spanId);
      if (draft.entered !== undefined) seen.add(draft.entered.spanId);
      drafts.push(draft);
      open.push(draft);
    }
  }
  drafts.sort((a, b) => a.sortMicros - b.sortMicros);
  const indexes = new Map(drafts.map((draft, index) => [draft, index]));
  return { steps: drafts.map((draft, index) => stepOf(draft, { index, parent: parentIndex(draft, indexes), root })), spanIds: [...seen] };
}

interface Tree {
  readonly root: TraceSpan;
  readonly below: ReadonlyMap<string, readonly TraceSpan[]>;
}

function parentIndex({ parent }: Draft, indexes: ReadonlyMap<Draft, number>): number {
  return parent === undefined ? -1 : (indexes.get(parent) ?? -1);
}

function childrenOf(parent: Draft | undefined, { root, below }: Tree): readonly TraceSpan[] {
  if (parent === undefined) return below.get(root.spanId) ?? [];
  const { span, entered } = parent;
  const own = below.get(span.spanId) ?? [];
  return entered === undefined ? own : [...own.filter((child) => child !== entered), ...(below.get(entered.spanId) ?? [])];
}

function draftsOf(children: readonly TraceSpan[], parent: Draft | undefined, tree: Tree): readonly Draft[] {
  const above = parent?.entered ?? parent?.span ?? tree.root;
  const repetitions = repetitionsOf(children, { exchangeId: above.exchangeId, kind: parent === undefined ? "route" : kindOf(parent) });
  const aboveFailed = parent === undefined ? tree.root.failed : parent.status === "failed";
  const route = parent?.entered?.route ?? parent?.route ?? tree.root.route;
  return children.map((span) => {
    const entered = span.op === "sent" ? (tree.below.get(span.spanId) ?? []).find((child) => isHop(span, child)) : undefined;
    const failed = span.failed || entered?.failed === true;
    return {
      span,
      entered,
      parent,
      ...(repetitions.get(span) ?? { iteration: -1, attempt: 0 }),
      route: span.op === "received" && span.route !== "" ? span.route : route,
      status: failed ? (aboveFailed ? "failed" : "handled") : "completed",
      sortMicros: Math.max(span.startMicros, parent?.sortMicros ?? 0),
    };
  });
}

function isHop(sent: TraceSpan, child: TraceSpan): boolean {
  return child.op === "received" && child.exchangeId === sent.exchangeId;
}

function kindOf({ span, entered }: Pick<Draft, "span" | "entered">): string {
  if (span.op === "received" || entered !== undefined) return "route";
  if (span.op === "sent") return "send";
  if (span.op === "") return "span";
  return span.component.startsWith("camel-") ? span.component.slice("camel-".length) : span.name.slice(span.name.lastIndexOf("-") + 1);
}

function labelOf({ span, entered }: Draft): string {
  const known = { process: span.node, sent: entered?.route ?? span.uri, received: span.route }[span.op] ?? "";
  return known === "" ? span.name : known;
}

function stepOf(draft: Draft, { index, parent, root }: { index: number; parent: number; root: TraceSpan }): Step {
  const { span, entered } = draft;
  return {
    index,
    parent,
    node: span.node,
    kind: kindOf(draft),
    label: labelOf(draft),
    route: draft.route,
    uri: span.uri,
    status: draft.status,
    offsetMicros: Math.max(0, span.startMicros - root.startMicros),
    durationMicros: span.durationMicros,
    iteration: draft.iteration,
    attempt: draft.attempt,
    branch: "",
    exchangeId: span.exchangeId === "" ? root.exchangeId : span.exchangeId,
    thread: span.thread,
    changed: [],
    error: draft.status === "completed" ? null : (errorOfSpan(span) ?? (entered && errorOfSpan(entered)) ?? noError),
  };
}

const noError = { errorClass: "", message: "", stack: "" };

/** What a span says of its failure: OpenTelemetry's event `exception`, or Camel's event `error`. */
export function errorOfSpan({ events, statusMessage }: TraceSpan): Step["error"] {
  const { attributes = {} } = events.find(({ name }) => name === "exception") ?? events.find(({ name }) => name === "error") ?? {};
  const error = {
    errorClass: attributes["exception.type"] ?? attributes["error.kind"] ?? "",
    message: attributes["exception.message"] ?? attributes["message"] ?? statusMessage,
    stack: attributes["exception.stacktrace"] ?? "",
  };
  return Object.values(error).some((value) => value !== "") ? error : null;
}
