import { and, desc, eq, lt, sql } from "drizzle-orm";
import { artifacts } from "#schema/postgres/server/apps";
import { revisions } from "#schema/postgres/server/deployments";
import type { Place } from "#server/features/apps/index";
import type { Queries } from "#server/platform/database";

export type RevisionRow = typeof revisions.$inferSelect;

function found(db: Queries) {
  return db
    .select({ revision: revisions, artifact: artifacts })
    .from(revisions)
    .innerJoin(artifacts, and(eq(artifacts.tenantId, revisions.tenantId), eq(artifacts.id, revisions.artifactId)));
}

export function findRevision(db: Queries, id: string) {
  return found(db).where(and(eq(revisions.tenantId, db.tenant), eq(revisions.id, id)));
}

export type WholeRevision = Awaited<ReturnType<typeof findRevision>>[number];

/** Newest first; one more than the limit when there is a further page. `before` is the number of the last one seen. */
export function findRevisions(
  db: Queries,
  { appId, environmentId }: Place,
  page: { readonly limit: number; readonly before: number | undefined },
) {
  return found(db)
    .where(
      and(
        eq(revisions.tenantId, db.tenant),
        eq(revisions.appId, appId),
        eq(revisions.environmentId, environmentId),
        page.before === undefined ? undefined : lt(revisions.number, page.before),
      ),
    )
    .orderBy(desc(revisions.number))
    .limit(page.limit + 1);
}

/** Under the next number of its app and environment. */
export function insertRevision(db: Queries, revision: Omit<RevisionRow, "tenantId" | "number">) {
  const { appId, environmentId } = revision;
  const number = sql<number>`(
    select coalesce(max(number) + 1, 1) from revisions
    where tenant_id = ${db.tenant} and app_id = ${appId} and environment_id = ${environmentId}
  )`;
  return db
    .insert(revisions)
    .values({ tenantId: db.tenant, number, ...revision })
    .returning();
}
