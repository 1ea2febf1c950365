import { and, asc, eq, inArray } from "drizzle-orm";
import { artifacts, environments } from "#schema/postgres/server/apps";
import { deployments, placements, revisions } from "#schema/postgres/server/deployments";
import { runners } from "#schema/postgres/server/runners";
import type { Queries } from "#server/platform/database";

export type PlacementRow = typeof placements.$inferSelect;

export interface PlacementFilter {
  readonly appIds?: readonly string[];
  readonly environmentId?: string;
  readonly runnerId?: string;
}

/** With the names of what they consist of, in promotion order. */
export function findPlacements(db: Queries, { appIds, environmentId, runnerId }: PlacementFilter) {
  return db
    .select({
      placement: placements,
      environment: environments.name,
      runner: runners,
      revisionNumber: revisions.number,
      artifactVersion: artifacts.version,
      deploymentState: deployments.state,
    })
    .from(placements)
    .innerJoin(environments, and(eq(environments.tenantId, db.tenant), eq(environments.id, placements.environmentId)))
    .innerJoin(runners, and(eq(runners.tenantId, db.tenant), eq(runners.id, placements.runnerId)))
    .innerJoin(revisions, and(eq(revisions.tenantId, db.tenant), eq(revisions.id, placements.revisionId)))
    .innerJoin(artifacts, and(eq(artifacts.tenantId, db.tenant), eq(artifacts.id, revisions.artifactId)))
    .innerJoin(deployments, and(eq(deployments.tenantId, db.tenant), eq(deployments.id, placements.deploymentId)))
    .where(
      and(
        eq(placements.tenantId, db.tenant),
        appIds === undefined ? undefined : inArray(placements.appId, [...appIds]),
        environmentId === undefined ? undefined : eq(placements.environmentId, environmentId),
        runnerId === undefined ? undefined : eq(placements.runnerId, runnerId),
      ),
    )
    .orderBy(asc(environments.position), asc(placements.appId));
}

export type NamedPlacement = Awaited<ReturnType<typeof findPlacements>>[number];
