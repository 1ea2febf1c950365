import type { TraceSpan } from "#server/features/exchanges/trace-spans";

/** -1: not repeated by a split, multicast or loop; 0: the first try. */
export interface Repetition {
  readonly iteration: number;
  readonly attempt: number;
}

interface Above {
  readonly exchangeId: string;
  readonly kind: string;
}

const copying = /^(split|multicast|recipientList|loop|resequence)/i;

/**
 * Numbers what Camel's spans leave unnumbered, among the children of one span in the order of their start. Work on copies of the exchange
 * (ids of their own) is an iteration each, where the parent copies or the same work is done for several copies. The same work for the same
 * exchange is an attempt each, when all but the last failed.
 */
export function repetitionsOf(children: readonly TraceSpan[], above: Above): ReadonlyMap<TraceSpan, Repetition> {
  const ids = copiesOf(children, above);
  const attempts = new Map<TraceSpan, number>();
  for (const tries of Map.groupBy(
    children.filter(({ op }) => op !== ""),
    (span) => `${workOf(span)} ${span.exchangeId}`,
  ).values()) {
    if (tries.slice(0, -1).every(({ failed }) => failed)) for (const [attempt, span] of tries.entries()) attempts.set(span, attempt);
  }
  return new Map(children.map((span) => [span, { iteration: ids.indexOf(span.exchangeId), attempt: attempts.get(span) ?? 0 }]));
}

function copiesOf(children: readonly TraceSpan[], { exchangeId, kind }: Above): readonly string[] {
  const onCopies = children.filter((span) => span.exchangeId !== "" && span.exchangeId !== exchangeId);
  const ids = [...new Set(onCopies.map((span) => span.exchangeId))];
  if (copying.test(kind)) return ids;
  const repeated = [...Map.groupBy(onCopies, workOf).values()].filter((spans) => new Set(spans.map((span) => span.exchangeId)).size > 1);
  const involved = new Set(repeated.flat().map((span) => span.exchangeId));
  return ids.filter((id) => involved.has(id));
}

function workOf({ op, name, uri }: TraceSpan): string {
  return `${op} ${name} ${uri}`;
}
