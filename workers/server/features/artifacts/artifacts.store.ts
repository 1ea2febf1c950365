import { and, desc, eq, sql } from "drizzle-orm";
import { artifacts, environments } from "#schema/postgres/server/apps";
import { placements, revisions } from "#schema/postgres/server/deployments";
import type { Queries } from "#server/platform/database";

export type ArtifactRow = typeof artifacts.$inferSelect;
export type UsedArtifact = { readonly artifact: ArtifactRow; readonly usedIn: readonly string[] };

/** Names of the environments whose wanted revision has the artifact. */
const usedIn = sql<readonly string[]>`(
  select coalesce(jsonb_agg(e.name order by e.position), '[]'::jsonb)
  from ${placements} p
  join ${revisions} r on r.tenant_id = p.tenant_id and r.id = p.revision_id
  join ${environments} e on e.tenant_id = p.tenant_id and e.id = p.environment_id
  where p.tenant_id = artifacts.tenant_id and r.artifact_id = artifacts.id
)`;

export interface ArtifactPage {
  readonly appId: string;
  readonly limit: number;
  /** The last of the page before. */
  readonly before: { readonly createdAt: number; readonly id: string } | undefined;
}

/** Newest first; one more than the limit when there is a further page. */
export function findArtifacts(db: Queries, { appId, limit, before }: ArtifactPage) {
  const older =
    before === undefined
      ? undefined
      : sql`(${artifacts.createdAt}, ${artifacts.id}) < (${sql.param(before.createdAt, artifacts.createdAt)}, ${before.id})`;
  return db
    .select({ artifact: artifacts, usedIn })
    .from(artifacts)
    .where(and(eq(artifacts.tenantId, db.tenant), eq(artifacts.appId, appId), older))
    .orderBy(desc(artifacts.createdAt), desc(artifacts.id))
    .limit(limit + 1);
}

export function findArtifact(db: Queries, id: string) {
  return db
    .select({ artifact: artifacts, usedIn })
    .from(artifacts)
    .where(and(eq(artifacts.tenantId, db.tenant), eq(artifacts.id, id)));
}

/** The app's artifact with these bytes. */
export function findByDigest(db: Queries, appId: string, digest: string) {
  return db
    .select({ artifact: artifacts, usedIn })
    .from(artifacts)
    .where(and(eq(artifacts.tenantId, db.tenant), eq(artifacts.appId, appId), eq(artifacts.digest, digest)));
}

export function insertArtifact(db: Queries, artifact: Omit<ArtifactRow, "tenantId">) {
  return db.insert(artifacts).values({ tenantId: db.tenant, ...artifact });
}

export function removeArtifact(db: Queries, id: string) {
  return db.delete(artifacts).where(and(eq(artifacts.tenantId, db.tenant), eq(artifacts.id, id)));
}

/** Names of the environments in whose history it is, in promotion order. */
export function findHistory(db: Queries, artifactId: string) {
  return db
    .select({ environment: environments.name })
    .from(revisions)
    .innerJoin(environments, and(eq(environments.tenantId, revisions.tenantId), eq(environments.id, revisions.environmentId)))
    .where(and(eq(revisions.tenantId, db.tenant), eq(revisions.artifactId, artifactId)))
    .groupBy(environments.tenantId, environments.id)
    .orderBy(environments.position);
}
