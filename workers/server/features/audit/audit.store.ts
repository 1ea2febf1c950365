import { and, asc, desc, eq, gt, gte, lt, lte, sql } from "drizzle-orm";
import { auditLog } from "#schema/postgres/server/audit";
import { authenticatedBy, recordText } from "#server/features/audit/audit-record";
import type { Context } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import { isoOf } from "#server/platform/clock";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface AuditFact {
  /** `noun.verb` */
  readonly action: string;
  readonly target: string;
  readonly outcome: "success" | "failure";
  /** Who did it when the request itself does not say: somebody who is just signing in. */
  readonly actor?: string;
  /** A change says `before` and `after`. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The statement that records it, to be sent together with the change it tells of. */
export function auditRow(db: Queries, { deps, ctx }: { readonly deps: Deps; readonly ctx: Context }, fact: AuditFact) {
  const at = deps.clock.now();
  const entry = {
    id: deps.newId("audit"),
    action: fact.action,
    actor: fact.actor ?? ctx.actor.subject,
    by: authenticatedBy(ctx.actor),
    target: fact.target,
    outcome: fact.outcome,
    ip: clientAddress(ctx.request, deps.config.trustedProxies),
    requestId: ctx.requestId,
    detail: { ...fact.detail },
  };
  return db.insert(auditLog).values({ tenantId: db.tenant, ...entry, at, record: recordText({ ...entry, at: isoOf(at) }) });
}

export interface AuditFilter {
  /** All of a noun when it ends with a dot. */
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
  readonly outcome?: "success" | "failure" | undefined;
  /** Text anywhere in the record. */
  readonly text?: string | undefined;
  readonly fromMs?: number | undefined;
  /** Exclusive. */
  readonly toMs?: number | undefined;
}

function matching(db: Queries, filter: AuditFilter) {
  const { action, actor, target, outcome, text, fromMs, toMs } = filter;
  return and(
    eq(auditLog.tenantId, db.tenant),
    action === undefined ? undefined : action.endsWith(".") ? sql`starts_with(${auditLog.action}, ${action})` : eq(auditLog.action, action),
    actor === undefined ? undefined : eq(auditLog.actor, actor),
    target === undefined ? undefined : eq(auditLog.target, target),
    outcome === undefined ? undefined : eq(auditLog.outcome, outcome),
    text === undefined ? undefined : sql`strpos(lower(${auditLog.record}), lower(${JSON.stringify(text).slice(1, -1)})) > 0`,
    fromMs === undefined ? undefined : gte(auditLog.at, fromMs),
    toMs === undefined ? undefined : lt(auditLog.at, toMs),
  );
}

/** Newest first, before that sequence number; one more than the limit when there is a further page. */
export function findAudit(db: Queries, filter: AuditFilter, page: { readonly limit: number; readonly before: number | undefined }) {
  return db
    .select()
    .from(auditLog)
    .where(and(matching(db, filter), page.before === undefined ? undefined : lt(auditLog.sequence, page.before)))
    .orderBy(desc(auditLog.sequence))
    .limit(page.limit + 1);
}

/** Oldest first: what comes after one sequence number, up to and with another. */
export function readAudit(
  db: Queries,
  filter: AuditFilter,
  part: { readonly after: number; readonly upTo: number; readonly limit: number },
) {
  return db
    .select()
    .from(auditLog)
    .where(and(matching(db, filter), gt(auditLog.sequence, part.after), lte(auditLog.sequence, part.upTo)))
    .orderBy(asc(auditLog.sequence))
    .limit(part.limit);
}
