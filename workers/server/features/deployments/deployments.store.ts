import { and, desc, eq, gte, inArray, lt, max, notInArray, sql } from "drizzle-orm";
import type { DeploymentState } from "#schema/contract/deployments";
import { apps, artifacts, environments } from "#schema/postgres/server/apps";
import { deploymentEvents, deployments, placements, revisions } from "#schema/postgres/server/deployments";
import type { Place } from "#server/features/apps/index";
import type { Progress } from "#server/features/deployments/deployment";
import type { Queries } from "#server/platform/database";

export type DeploymentRow = typeof deployments.$inferSelect;
export type PlacementRow = typeof placements.$inferSelect;

const endings: DeploymentState[] = ["succeeded", "blocked", "failed", "rolled-back", "degraded", "superseded"];

/** One change of a place at a time: the lock holds until the transaction ends. */
export function lockPlace(db: Queries, { appId, environmentId }: Place) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`placement|${db.tenant}|${appId}|${environmentId}`}, 0))`);
}

function named(db: Queries) {
  return db
    .select({
      deployment: deployments,
      app: apps.name,
      environment: environments.name,
      revisionNumber: revisions.number,
      artifactVersion: artifacts.version,
    })
    .from(deployments)
    .innerJoin(apps, and(eq(apps.tenantId, deployments.tenantId), eq(apps.id, deployments.appId)))
    .innerJoin(environments, and(eq(environments.tenantId, deployments.tenantId), eq(environments.id, deployments.environmentId)))
    .innerJoin(revisions, and(eq(revisions.tenantId, deployments.tenantId), eq(revisions.id, deployments.revisionId)))
    .innerJoin(artifacts, and(eq(artifacts.tenantId, revisions.tenantId), eq(artifacts.id, revisions.artifactId)));
}

export function findDeployment(db: Queries, id: string) {
  return named(db).where(and(eq(deployments.tenantId, db.tenant), eq(deployments.id, id)));
}

export type NamedDeployment = Awaited<ReturnType<typeof findDeployment>>[number];

export interface DeploymentFilter {
  readonly appId: string | undefined;
  readonly environmentId: string | undefined;
  readonly apps: readonly string[] | undefined;
  readonly environments: readonly string[] | undefined;
  readonly runnerId: string | undefined;
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly before: { readonly createdAt: number; readonly id: string } | undefined;
  readonly limit: number;
}

/** Newest first; one more than the limit when there is a further page. */
export function findDeployments(db: Queries, filter: DeploymentFilter) {
  const { before } = filter;
  const position = sql`(${deployments.createdAt}, ${deployments.id})`;
  return named(db)
    .where(
      and(
        eq(deployments.tenantId, db.tenant),
        filter.appId === undefined ? undefined : eq(deployments.appId, filter.appId),
        filter.environmentId === undefined ? undefined : eq(deployments.environmentId, filter.environmentId),
        filter.apps === undefined ? undefined : inArray(apps.name, [...filter.apps]),
        filter.environments === undefined ? undefined : inArray(environments.name, [...filter.environments]),
        filter.runnerId === undefined ? undefined : eq(deployments.runnerId, filter.runnerId),
        filter.fromMs === undefined ? undefined : gte(deployments.createdAt, filter.fromMs),
        filter.toMs === undefined ? undefined : lt(deployments.createdAt, filter.toMs),
        before === undefined ? undefined : sql`${position} < (${sql.param(before.createdAt, deployments.createdAt)}, ${before.id})`,
      ),
    )
    .orderBy(desc(deployments.createdAt), desc(deployments.id))
    .limit(filter.limit + 1);
}

const at = (db: Queries, { appId, environmentId }: Place) =>
  and(eq(deployments.tenantId, db.tenant), eq(deployments.appId, appId), eq(deployments.environmentId, environmentId));

/** The highest generation there ever was, also of a placement that was removed since. */
export function lastGeneration(db: Queries, place: Place) {
  return db
    .select({ generation: max(deployments.generation) })
    .from(deployments)
    .where(at(db, place));
}

/** What was wanted before that generation. */
export function findPrevious(db: Queries, place: Place, generation: number) {
  return db
    .select()
    .from(deployments)
    .where(and(at(db, place), lt(deployments.generation, generation)))
    .orderBy(desc(deployments.generation))
    .limit(1);
}

export function insertDeployment(
  db: Queries,
  row: Omit<DeploymentRow, "tenantId" | "startedAt" | "endedAt" | "failureReason" | "failureMessage">,
) {
  return db.insert(deployments).values({ tenantId: db.tenant, ...row });
}

/** Ends what is older than a generation and has not ended: `onlyWaiting` leaves alone what its runner has taken up. */
export function supersede(
  db: Queries,
  place: Place,
  by: { readonly generation: number; readonly at: number; readonly onlyWaiting: boolean },
) {
  const open = by.onlyWaiting ? eq(deployments.state, "waiting") : notInArray(deployments.state, endings);
  return db
    .update(deployments)
    .set({ state: "superseded", endedAt: by.at })
    .where(and(at(db, place), lt(deployments.generation, by.generation), open));
}

/** Has no effect on one that has ended. */
export function setProgress(db: Queries, id: string, { state, startedAt, endedAt, failure }: Progress) {
  const told = { state, startedAt, endedAt, failureReason: failure?.reason ?? null, failureMessage: failure?.message ?? null };
  return db
    .update(deployments)
    .set(told)
    .where(and(eq(deployments.tenantId, db.tenant), eq(deployments.id, id), notInArray(deployments.state, endings)));
}

export function findEvents(db: Queries, deploymentId: string) {
  return db
    .select({ event: deploymentEvents.event })
    .from(deploymentEvents)
    .where(and(eq(deploymentEvents.tenantId, db.tenant), eq(deploymentEvents.deploymentId, deploymentId)))
    .orderBy(deploymentEvents.seq);
}

export function insertEvents(db: Queries, rows: readonly Omit<typeof deploymentEvents.$inferInsert, "tenantId">[]) {
  return db
    .insert(deploymentEvents)
    .values(rows.map((row) => ({ tenantId: db.tenant, ...row })))
    .onConflictDoNothing();
}

export function findPlacement(db: Queries, { appId, environmentId }: Place) {
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.tenantId, db.tenant), eq(placements.appId, appId), eq(placements.environmentId, environmentId)));
}

/** What was observed stays. */
export function upsertPlacement(db: Queries, row: Omit<PlacementRow, "tenantId" | "observed" | "observedAt">) {
  const { appId: _app, environmentId: _environment, ...wanted } = row;
  return db
    .insert(placements)
    .values({ tenantId: db.tenant, ...row })
    .onConflictDoUpdate({ target: [placements.tenantId, placements.appId, placements.environmentId], set: wanted });
}
