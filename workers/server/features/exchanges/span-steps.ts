import type { Step } from "#server/features/exchanges/agent-steps";
import { repetitionsOf } from "#server/features/exchanges/span-repetitions";
import type { TraceSpan } from "#server/features/exchanges/trace-spans";

/** A step in the making. */
interface Draft {
  /** The span of the step; then, one below the other, the send it consists of and the route that the send entered. */
  readonly chain: readonly [TraceSpan, ...TraceSpan[]];
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

type Below = ReadonlyMap<string, readonly TraceSpan[]>;

/**
 * The steps of the exchange that `root` is: what lies below its span, up to where another exchange begins. A processor, the message it
 * sends and the `direct:` route that the message enters are one step; spans that are not Camel's stay, as kind `span`.
 */
export function stepsOfSpans(spans: readonly TraceSpan[], root: TraceSpan): SpanSteps {
  const below: Below = Map.groupBy(
    spans.filter(({ executionId }) => executionId === ""),
    ({ parentSpanId }) => parentSpanId,
  );
  const seen = new Set([root.spanId]);
  const drafts: Draft[] = [];
  const open: (Draft | undefined)[] = [undefined];
  for (let at = 0; at < open.length; at += 1) {
    for (const draft of draftsBelow(open[at], root, below)) {
      if (draft.chain.some(({ spanId }) => seen.has(spanId))) continue;
      for (const { spanId } of draft.chain) seen.add(spanId);
      drafts.push(draft);
      open.push(draft);
    }
  }
  drafts.sort((a, b) => a.sortMicros - b.sortMicros);
  const indexes = new Map(drafts.map((draft, index) => [draft, index]));
  const steps = drafts.map((draft, index) => {
    const parent = draft.parent === undefined ? -1 : (indexes.get(draft.parent) ?? -1);
    return stepOf(draft, { index, parent, root });
  });
  return { steps, spanIds: [...seen] };
}

function draftsBelow(parent: Draft | undefined, root: TraceSpan, below: Below): readonly Draft[] {
  const chain = parent?.chain ?? [root];
  const above = chain.at(-1) ?? root;
  const children = chain.flatMap(({ spanId }) => below.get(spanId) ?? []).filter((span) => !chain.includes(span));
  const repetitions = repetitionsOf(children, {
    exchangeId: above.exchangeId,
    kind: parent === undefined ? "route" : kindOf(parent.chain),
  });
  const failsAbove = parent === undefined ? root.failed : parent.status === "failed";
  const route = above.op === "received" ? above.route : (parent?.route ?? root.route);
  return children.map((span) => {
    const own = chainFrom(span, below);
    return {
      chain: own,
      parent,
      ...(repetitions.get(span) ?? { iteration: -1, attempt: 0 }),
      route: span.op === "received" && span.route !== "" ? span.route : route,
      status: own.some(({ failed }) => failed) ? (failsAbove ? "failed" : "handled") : "completed",
      sortMicros: Math.max(span.startMicros, parent?.sortMicros ?? 0),
    };
  });
}

function chainFrom(span: TraceSpan, below: Below): Draft["chain"] {
  const camel = (of: TraceSpan): readonly TraceSpan[] => (below.get(of.spanId) ?? []).filter(({ op }) => op !== "");
  const [only, ...others] = span.op === "process" ? camel(span) : [];
  const sent = only?.op === "sent" && others.length === 0 ? only : undefined;
  const sender = sent ?? span;
  const entered =
    sender.op === "sent" ? camel(sender).find(({ op, exchangeId }) => op === "received" && exchangeId === sender.exchangeId) : undefined;
  return [span, ...(sent === undefined ? [] : [sent]), ...(entered === undefined ? [] : [entered])];
}

function kindOf([span, ...rest]: Draft["chain"]): string {
  if (span.op === "received" || (span.op === "sent" && rest.length > 0)) return "route";
  if (span.op === "sent") return "send";
  if (span.op === "") return "span";
  return span.component.startsWith("camel-") ? span.component.slice("camel-".length) : span.name.slice(span.name.lastIndexOf("-") + 1);
}

/** A route whose id nobody told is called `from:` and its URI, which says no more than the URI. */
function labelOf([span, ...rest]: Draft["chain"]): string {
  const route = (rest.at(-1) ?? span).route;
  const named = span.op === "received" || rest.length > 0 ? route.replace(/^from:/, "") : span.uri;
  const label = span.op === "process" ? span.node : named;
  return label === "" ? span.name : label;
}

function stepOf(
  { chain, route, status, iteration, attempt }: Draft,
  { index, parent, root }: { index: number; parent: number; root: TraceSpan },
): Step {
  const [span] = chain;
  return {
    index,
    parent,
    node: span.node,
    kind: kindOf(chain),
    label: labelOf(chain),
    route,
    uri: chain.find(({ uri }) => uri !== "")?.uri ?? "",
    status,
    offsetMicros: Math.max(0, span.startMicros - root.startMicros),
    durationMicros: span.durationMicros,
    iteration,
    attempt,
    branch: "",
    exchangeId: span.exchangeId === "" ? root.exchangeId : span.exchangeId,
    thread: span.thread,
    changed: [],
    error: status === "completed" ? null : (chain.map(errorOfSpan).findLast((error) => error !== null) ?? noError),
  };
}

const noError = { errorClass: "", message: "", stack: "" };

/** What a span says of its failure: OpenTelemetry's event `exception`, or Camel's event `error`. */
function errorOfSpan({ events, statusMessage }: TraceSpan): Step["error"] {
  const { attributes = {} } = events.find(({ name }) => name === "exception") ?? events.find(({ name }) => name === "error") ?? {};
  const error = {
    errorClass: attributes["exception.type"] ?? attributes["error.kind"] ?? "",
    message: attributes["exception.message"] ?? attributes["message"] ?? statusMessage,
    stack: attributes["exception.stacktrace"] ?? "",
  };
  return Object.values(error).some((value) => value !== "") ? error : null;
}
