import { and, desc, eq, sql } from "drizzle-orm";
import { auditLog } from "#schema/postgres/server/audit";
import type { Context } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface AuditFact {
  /** `noun.verb` */
  readonly action: string;
  readonly target: string;
  readonly outcome: "success" | "failure";
  /** Who did it when the request itself does not say: somebody who is just signing in. */
  readonly actor?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The statement that records it, to be sent together with the change it tells of. */
export function auditRow(db: Queries, { deps, ctx }: { readonly deps: Deps; readonly ctx: Context }, fact: AuditFact) {
  return db.insert(auditLog).values({
    tenantId: db.tenant,
    id: deps.newId("audit"),
    at: deps.clock.now(),
    action: fact.action,
    actor: fact.actor ?? ctx.actor.subject,
    target: fact.target,
    outcome: fact.outcome,
    ip: clientAddress(ctx.request),
    requestId: ctx.requestId,
    detail: { ...fact.detail },
  });
}

export interface AuditPage {
  readonly limit: number;
  readonly action: string | undefined;
  readonly actor: string | undefined;
  /** The last entry of the page before. */
  readonly before: { readonly at: number; readonly id: string } | undefined;
}

/** One more than the limit when there is a further page. */
export function findAudit(db: Queries, page: AuditPage) {
  const { before } = page;
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.tenantId, db.tenant),
        page.action === undefined ? undefined : eq(auditLog.action, page.action),
        page.actor === undefined ? undefined : eq(auditLog.actor, page.actor),
        before === undefined ? undefined : sql`(${auditLog.at}, ${auditLog.id}) < (${sql.param(before.at, auditLog.at)}, ${before.id})`,
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(page.limit + 1);
}
