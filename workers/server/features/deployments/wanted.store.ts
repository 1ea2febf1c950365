import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { apps, artifacts, environments } from "#schema/postgres/server/apps";
import { deployments, placements, revisions } from "#schema/postgres/server/deployments";
import type { ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import type { Place } from "#server/features/apps/index";
import type { Queries } from "#server/platform/database";

const ofRunner = (db: Queries, runnerId: string) => and(eq(placements.tenantId, db.tenant), eq(placements.runnerId, runnerId));

/** What is wanted of a runner and has changed since a position, in the order of the changes. */
export function findWanted(db: Queries, runnerId: string, afterRev: number) {
  return db
    .select({
      placement: placements,
      revision: revisions,
      artifact: artifacts,
      app: { name: apps.name, kind: apps.kind },
      environment: environments.name,
    })
    .from(placements)
    .innerJoin(revisions, and(eq(revisions.tenantId, db.tenant), eq(revisions.id, placements.revisionId)))
    .innerJoin(artifacts, and(eq(artifacts.tenantId, db.tenant), eq(artifacts.id, revisions.artifactId)))
    .innerJoin(apps, and(eq(apps.tenantId, db.tenant), eq(apps.id, placements.appId)))
    .innerJoin(environments, and(eq(environments.tenantId, db.tenant), eq(environments.id, placements.environmentId)))
    .where(and(ofRunner(db, runnerId), gt(placements.rev, afterRev)))
    .orderBy(asc(placements.rev));
}

export type WantedApp = Awaited<ReturnType<typeof findWanted>>[number];

/** What is placed on a runner, each with its deployment. */
export function findPlaced(db: Queries, runnerId: string) {
  return db
    .select({ placement: placements, deployment: deployments })
    .from(placements)
    .innerJoin(deployments, and(eq(deployments.tenantId, db.tenant), eq(deployments.id, placements.deploymentId)))
    .where(ofRunner(db, runnerId));
}

export type PlacedApp = Awaited<ReturnType<typeof findPlaced>>[number];

export function setObserved(db: Queries, place: Place, { observed, at }: { readonly observed: ObservedApp | null; readonly at: number }) {
  return db.update(placements).set({ observed, observedAt: at }).where(atPlace(db, place));
}

/** Only while nobody has asked for something else since. */
export function removePlacement(db: Queries, place: Place, generation: number) {
  return db.delete(placements).where(and(atPlace(db, place), eq(placements.generation, generation)));
}

const atPlace = (db: Queries, { appId, environmentId }: Place) =>
  and(eq(placements.tenantId, db.tenant), eq(placements.appId, appId), eq(placements.environmentId, environmentId));

/** Those of the deployments that are this runner's. */
export function findOwn(db: Queries, runnerId: string, ids: readonly string[]) {
  return db
    .select({
      id: deployments.id,
      appId: deployments.appId,
      environmentId: deployments.environmentId,
      generation: deployments.generation,
      previousRevisionId: deployments.previousRevisionId,
    })
    .from(deployments)
    .where(and(eq(deployments.tenantId, db.tenant), eq(deployments.runnerId, runnerId), inArray(deployments.id, [...ids])));
}

/** From now on a revision is what is wanted, as the runner has it already: no new generation. Only while nobody has asked for something else since. */
export function wantAgain(
  db: Queries,
  place: Place,
  { revisionId, generation }: Pick<PlacedApp["placement"], "revisionId" | "generation">,
) {
  return db
    .update(placements)
    .set({ revisionId })
    .where(and(atPlace(db, place), eq(placements.generation, generation)));
}

/** An artifact that a revision placed on this runner has, or had. */
export function findOwnArtifact(db: Queries, runnerId: string, digest: string) {
  return db
    .select({ id: artifacts.id, sizeBytes: artifacts.sizeBytes })
    .from(artifacts)
    .innerJoin(revisions, and(eq(revisions.tenantId, db.tenant), eq(revisions.artifactId, artifacts.id)))
    .innerJoin(
      deployments,
      and(eq(deployments.tenantId, db.tenant), eq(deployments.revisionId, revisions.id), eq(deployments.runnerId, runnerId)),
    )
    .where(and(eq(artifacts.tenantId, db.tenant), eq(artifacts.digest, digest), eq(artifacts.kind, "jar")))
    .limit(1);
}
