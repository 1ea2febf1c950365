import type { Filter, Query, Value } from "#schema/contract/query/syntax";
import { isPattern } from "#schema/contract/query/syntax";
import { idFromUuid } from "#schema/ids";
import type { RunningExchange } from "#schema/protocol/v1/running";
import { isoMicros } from "#server/platform/time-range";
import type { ExchangeSummary } from "#server/features/exchanges/summary-row";
import type { Hubs } from "#server/platform/hubs";

/** What runs right now, from every shard of the hub. Micros: since the epoch. */
export async function listRunning(hubs: Hubs): Promise<readonly RunningExchange[]> {
  return (await Promise.all(hubs.all().map((shard) => shard.listRunning()))).flat();
}

/** An exchange that has not ended yet, as a list shows it; its duration is how long it has been running. */
export function runningSummary(running: RunningExchange, nowMicros: number): ExchangeSummary {
  return {
    id: idFromUuid("exchange", running.executionId),
    exchangeId: running.exchangeId,
    traceId: running.traceId,
    app: running.app,
    environment: running.environment,
    instance: running.instance,
    route: running.route,
    fromUri: "",
    status: "running",
    startTime: isoMicros(running.startMicros),
    durationMicros: Math.max(0, nowMicros - running.startMicros),
    failedNode: "",
    errorClass: "",
    errorMessage: "",
    redeliveries: 0,
    stepCount: 0,
    hasPayload: false,
    attributes: {},
    source: "agent",
  };
}

/** Whether a running exchange matches a query, as far as it is known: what is not known yet matches no value. */
export function matchesRunning(query: Query | null, summary: ExchangeSummary, node: string): boolean {
  if (query === null) return true;
  const holds = (child: Query): boolean => matchesRunning(child, summary, node);
  switch (query.kind) {
    case "and":
      return query.children.every(holds);
    case "or":
      return query.children.some(holds);
    case "not":
      return !holds(query.child);
    case "exists":
      return valuesOf(summary, node, query.field.name).some((value) => value !== "");
    case "text":
      return [summary.exchangeId, summary.traceId, ...["app", "route", "node"].flatMap((name) => valuesOf(summary, node, name))].some(
        (value) => containsText(value, query.value),
      );
    case "filter":
      return filterHolds(query, summary, node);
  }
}

function filterHolds({ field, operator, values }: Filter, summary: ExchangeSummary, node: string): boolean {
  const known = valuesOf(summary, node, field.name);
  const equal = values.some((value) => known.some((candidate) => sameValue(candidate, value, operator === ":")));
  if (operator === "!=") return !equal;
  if (operator === ":" || operator === "=") return equal;
  const amount = values[0]?.amount ?? Number.NaN;
  const compared = field.name === "duration" ? summary.durationMicros : Number.NaN;
  // a regular expression is RE2's business, and RE2 is not here
  if (operator === "~") return false;
  return { ">": compared > amount, ">=": compared >= amount, "<": compared < amount, "<=": compared <= amount }[operator];
}

function valuesOf(summary: ExchangeSummary, node: string, field: string): readonly string[] {
  switch (field) {
    case "app":
    case "environment":
    case "instance":
    case "route":
    case "status":
    case "source":
      return [summary[field]];
    case "node":
      return [node];
    case "exchange":
    case "key":
      return [summary.exchangeId, summary.id];
    case "trace":
      return [summary.traceId];
    default:
      return [];
  }
}

function sameValue(candidate: string, value: Value, wildcards: boolean): boolean {
  return wildcards && isPattern(value) ? matchesPattern(candidate, value.text) : candidate === value.text;
}

function containsText(candidate: string, value: Value): boolean {
  if (isPattern(value)) return matchesPattern(candidate.toLowerCase(), `*${value.text.toLowerCase()}*`);
  return candidate.toLowerCase().includes(value.text.toLowerCase());
}

/** `*` and `?`, in time linear in both lengths multiplied, whatever is written. */
function matchesPattern(text: string, pattern: string): boolean {
  let [at, next, star, retry] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern[next];
    if (wanted === "*") [star, retry, next] = [next, at, next + 1];
    else if (wanted === "?" || wanted === text[at]) [at, next] = [at + 1, next + 1];
    else if (star !== -1) [retry, at, next] = [retry + 1, retry + 1, star + 1];
    else return false;
  }
  while (pattern[next] === "*") next += 1;
  return next === pattern.length;
}
