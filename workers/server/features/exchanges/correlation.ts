import type { listCorrelatedExchanges } from "#schema/contract/correlation";
import type { Returned } from "#schema/contract/endpoint";
import { idFromUuid } from "#schema/ids";
import type { CorrelatedRow } from "#server/features/exchanges/correlated-rows";
import { traceOf } from "#server/features/exchanges/summary-row";
import { isoMicros } from "#server/platform/time-range";

type Correlated = Returned<typeof listCorrelatedExchanges>;
type Relation = Correlated["items"][number]["relation"];
type BusinessKey = Correlated["tooCommon"][number];

/** An exchange and the keys that mean something. */
export interface Center {
  readonly execution_id: string;
  readonly parent_execution_id: string;
  readonly trace: string;
  readonly keys: readonly string[];
}

/** Rows that belong to an exchange, on a common timeline, in the order of their start. */
export function onTimeline(center: Center, rows: readonly CorrelatedRow[]): Pick<Correlated, "items" | "timeline"> {
  const inOrder = rows.toSorted((a, b) => a.start_micros - b.start_micros || (a.execution_id < b.execution_id ? -1 : 1));
  const fromMicros = Math.min(...inOrder.map((row) => row.start_micros));
  const toMicros = Math.max(...inOrder.map((row) => row.start_micros + row.duration_us));
  return {
    items: inOrder.map((row) => ({
      id: idFromUuid("exchange", row.execution_id),
      app: row.app,
      environment: row.environment,
      instance: row.instance,
      route: row.route,
      status: row.status,
      startTime: row.start_time,
      durationMicros: row.duration_us,
      relation: relationOf(center, row),
      sharedKeys: row.keys.filter((key) => center.keys.includes(key)).map(businessKeyOf),
      offsetMicros: row.start_micros - fromMicros,
    })),
    timeline: { from: isoMicros(fromMicros), durationMicros: toMicros - fromMicros },
  };
}

function relationOf(center: Center, row: CorrelatedRow): Relation {
  if (row.execution_id === center.execution_id) return "self";
  if (row.execution_id === center.parent_execution_id) return "parent";
  if (row.parent_execution_id === center.execution_id) return "child";
  if (traceOf(row.trace) !== "" && row.trace === center.trace) return "trace";
  return row.keys.some((key) => center.keys.includes(key)) ? "business-key" : "related";
}

/** `a:orderId=4711` and `c:ID-1` as people read them. */
export function businessKeyOf(key: string): Omit<BusinessKey, "exchanges"> {
  const said = key.slice(2);
  const equals = said.indexOf("=");
  if (!key.startsWith("a:") || equals === -1) return { name: "correlation id", value: said };
  return { name: said.slice(0, equals), value: said.slice(equals + 1) };
}
