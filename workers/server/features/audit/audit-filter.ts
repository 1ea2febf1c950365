import type { listAudit } from "#schema/contract/audit";
import type { Parsed } from "#schema/contract/endpoint";
import type { AuditFilter } from "#server/features/audit/audit.store";
import { boundMicros } from "#server/platform/time-range";

type Query = Omit<Parsed<typeof listAudit, "query">, "limit" | "cursor">;

/** Throws `invalid-request` where a bound means no point in time. */
export function auditFilter({ action, actor, target, outcome, q, from, to }: Query, nowMs: number): AuditFilter {
  const bound = (name: "from" | "to", written: string | undefined) =>
    written === undefined ? undefined : Math.ceil(boundMicros(name, written, nowMs) / 1_000);
  return { action, actor, target, outcome, text: q, fromMs: bound("from", from), toMs: bound("to", to) };
}
