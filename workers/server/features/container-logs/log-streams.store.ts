import { and, eq, sql } from "drizzle-orm";
import { apps, environments } from "#schema/postgres/server/apps";
import { deployments } from "#schema/postgres/server/deployments";
import { logStreams } from "#schema/postgres/server/runners";
import type { Queries } from "#server/platform/database";

export interface StreamKey {
  readonly runnerId: string;
  readonly streamId: string;
}

const ofStream = (db: Queries, { runnerId, streamId }: StreamKey) =>
  and(eq(logStreams.tenantId, db.tenant), eq(logStreams.runnerId, runnerId), eq(logStreams.streamId, streamId));

/** Where the stream stands; it begins with the first question for it. */
export function openStream(db: Queries, { runnerId, streamId }: StreamKey, nowMs: number) {
  return db
    .insert(logStreams)
    .values({ tenantId: db.tenant, runnerId, streamId, committedTo: 0, changedAt: nowMs })
    .onConflictDoUpdate({ target: [logStreams.tenantId, logStreams.runnerId, logStreams.streamId], set: { streamId } })
    .returning();
}

/** Notes that everything up to `to` is about to be stored. Empty when somebody else has moved the stream meanwhile. */
export function notePending(db: Queries, key: StreamKey, pending: { readonly from: number; readonly to: number; readonly at: number }) {
  return db
    .update(logStreams)
    .set({ pendingTo: sql`coalesce(${logStreams.pendingTo}, ${pending.to})`, changedAt: pending.at })
    .where(and(ofStream(db, key), eq(logStreams.committedTo, pending.from)))
    .returning({ pendingTo: logStreams.pendingTo });
}

/** Empty when the same range was committed before. */
export function commit(db: Queries, key: StreamKey, { from, to }: { readonly from: number; readonly to: number }) {
  return db
    .update(logStreams)
    .set({ committedTo: to, pendingTo: null })
    .where(and(ofStream(db, key), eq(logStreams.committedTo, from)))
    .returning({ committedTo: logStreams.committedTo });
}

/** A chunk that was never stored is forgotten. */
export function forgetPending(db: Queries, key: StreamKey, from: number) {
  return db
    .update(logStreams)
    .set({ pendingTo: null })
    .where(and(ofStream(db, key), eq(logStreams.committedTo, from)));
}

/** Names of a place to which the runner has deployed at some time. */
export function findOwnPlace(
  db: Queries,
  runnerId: string,
  { appId, environmentId }: { readonly appId: string; readonly environmentId: string },
) {
  return db
    .select({ app: apps.name, environment: environments.name })
    .from(deployments)
    .innerJoin(apps, and(eq(apps.tenantId, db.tenant), eq(apps.id, deployments.appId)))
    .innerJoin(environments, and(eq(environments.tenantId, db.tenant), eq(environments.id, deployments.environmentId)))
    .where(
      and(
        eq(deployments.tenantId, db.tenant),
        eq(deployments.runnerId, runnerId),
        eq(deployments.appId, appId),
        eq(deployments.environmentId, environmentId),
      ),
    )
    .limit(1);
}
