import type { Answer } from "#schema/contract/endpoint";
import type { getExchange, listTraceSpans } from "#schema/contract/exchanges";
import type { Branch } from "../waterfall/visible-rows.ts";
import { instantMicros } from "./instant-micros.ts";

export type TraceSpan = Answer<typeof listTraceSpans>["items"][number];
export type TraceExchange = Answer<typeof getExchange>["trace"]["exchanges"][number];

interface Placed extends Branch<TraceNode> {
  /** Since the start of the trace. */
  readonly offsetMicros: number;
  readonly durationMicros: number;
}

/** A span; `exchange` is the one that started with it. */
export interface SpanNode extends Placed {
  readonly kind: "span";
  readonly span: TraceSpan;
  readonly exchange: TraceExchange | null;
}

/** An exchange reported without spans. */
export interface ExchangeNode extends Placed {
  readonly kind: "exchange";
  readonly exchange: TraceExchange;
}

export type TraceNode = SpanNode | ExchangeNode;

/** The spans of a trace under their parents, with the exchanges that have none beside them, by start. */
export function traceTree(spans: readonly TraceSpan[], exchanges: readonly TraceExchange[]): TraceNode[] {
  const start = Math.min(...[...spans, ...exchanges].map((one) => instantMicros(one.startTime)));
  const owners = ownersOf(spans, exchanges);
  const known = new Set(spans.map((span) => span.spanId));
  const byParent = Map.groupBy(spans, (span) => (known.has(span.parentSpanId) ? span.parentSpanId : ""));
  const placed = new Set<string>();
  const nodesUnder = (parent: string): SpanNode[] =>
    (byParent.get(parent) ?? [])
      .filter((span) => !placed.has(span.spanId) && placed.add(span.spanId))
      .map(toNode)
      .toSorted(byStart);
  const toNode = (span: TraceSpan): SpanNode => ({
    kind: "span",
    key: span.spanId,
    span,
    exchange: owners.get(span.spanId) ?? null,
    offsetMicros: instantMicros(span.startTime) - start,
    durationMicros: span.durationMicros,
    children: nodesUnder(span.spanId),
  });
  const owning = new Set([...owners.values()].map((exchange) => exchange.id));
  const alone = exchanges.filter((exchange) => !owning.has(exchange.id)).map((exchange) => exchangeNode(exchange, start));
  return [...nodesUnder(""), ...alone].toSorted(byStart);
}

function exchangeNode(exchange: TraceExchange, start: number): ExchangeNode {
  const offsetMicros = instantMicros(exchange.startTime) - start;
  return { kind: "exchange", key: exchange.id, exchange, offsetMicros, durationMicros: exchange.durationMicros, children: [] };
}

/** An exchange made from spans starts with the outermost one of its app: same app, same start, same length. */
function ownersOf(spans: readonly TraceSpan[], exchanges: readonly TraceExchange[]): Map<string, TraceExchange> {
  const owners = new Map<string, TraceExchange>();
  for (const exchange of exchanges) {
    const start = instantMicros(exchange.startTime);
    const span = spans.find(
      (one) =>
        one.app === exchange.app &&
        !owners.has(one.spanId) &&
        Math.abs(instantMicros(one.startTime) - start) <= 1 &&
        Math.abs(one.durationMicros - exchange.durationMicros) <= 1,
    );
    if (span !== undefined) owners.set(span.spanId, exchange);
  }
  return owners;
}

function byStart(a: TraceNode, b: TraceNode): number {
  return a.offsetMicros - b.offsetMicros;
}

export function flatTrace(nodes: readonly TraceNode[]): TraceNode[] {
  return nodes.flatMap((node) => [node, ...flatTrace(node.children)]);
}
