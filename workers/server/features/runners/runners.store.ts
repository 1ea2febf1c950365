import { and, asc, count, eq, isNull, ne, sql } from "drizzle-orm";
import { environments } from "#schema/postgres/server/apps";
import { placements } from "#schema/postgres/server/deployments";
import { runners } from "#schema/postgres/server/runners";
import type { Executor, Host, PublicKeys } from "#schema/protocol/runner/v1/host";
import type { Queries } from "#server/platform/database";

export type RunnerRow = typeof runners.$inferSelect;
export type CountedRunner = { readonly runner: RunnerRow; readonly apps: number };

const ofThisTenant = (db: Queries, id: string) => and(eq(runners.tenantId, db.tenant), eq(runners.id, id));

/** With how many apps are placed on each, by name. */
export function findRunners(db: Queries) {
  return db
    .select({ runner: runners, apps: count(placements.appId) })
    .from(runners)
    .leftJoin(placements, and(eq(placements.tenantId, runners.tenantId), eq(placements.runnerId, runners.id)))
    .where(eq(runners.tenantId, db.tenant))
    .groupBy(runners.tenantId, runners.id)
    .orderBy(asc(runners.name), asc(runners.id));
}

export function findRunner(db: Queries, id: string) {
  return db
    .select({ runner: runners, apps: count(placements.appId) })
    .from(runners)
    .leftJoin(placements, and(eq(placements.tenantId, runners.tenantId), eq(placements.runnerId, runners.id)))
    .where(ofThisTenant(db, id))
    .groupBy(runners.tenantId, runners.id);
}

/** One row when there is a runner that could run apps. */
export function findCapableRunner(db: Queries) {
  const capable = ne(sql`${runners.executor} ->> 'kind'`, "none");
  return db
    .select({ id: runners.id })
    .from(runners)
    .where(and(eq(runners.tenantId, db.tenant), isNull(runners.revokedAt), capable))
    .limit(1);
}

export interface NewRunner {
  readonly id: string;
  readonly name: string;
  readonly environmentIds: readonly string[];
  readonly keys: PublicKeys;
  readonly process: ProcessFacts;
  readonly at: number;
  readonly by: string;
}

/** What a runner's process says about itself and its host. */
export interface ProcessFacts {
  readonly host: Host;
  readonly executor: Executor;
  readonly version: string;
  readonly capabilities: readonly string[];
}

export function insertRunner(db: Queries, { id, name, environmentIds, keys, process, at, by }: NewRunner) {
  return db.insert(runners).values({
    ...process,
    tenantId: db.tenant,
    id,
    name,
    environmentIds,
    signKey: keys.sign,
    sealKey: keys.seal,
    keysRotatedAt: at,
    enrolledAt: at,
    enrolledBy: by,
  });
}

/** Raises the epoch: processes before this one are fenced off. */
export function beginSession(db: Queries, id: string, session: ProcessFacts & { readonly bootId: string; readonly at: number }) {
  const { at, ...facts } = session;
  return db
    .update(runners)
    .set({
      ...facts,
      epoch: sql`${runners.epoch} + 1`,
      seq: 0,
      snapshotHash: "",
      leftAt: null,
      lastSeenAt: at,
      sessionAt: at,
      contested: false,
    })
    .where(ofThisTenant(db, id))
    .returning({ epoch: runners.epoch, rev: runners.rev });
}

export type RunnerChange = Partial<
  Pick<RunnerRow, "name" | "environmentIds" | "draining" | "rotationAskedAt" | "revokedAt" | "leftAt" | "contested"> & {
    readonly signKey: string;
    readonly sealKey: string;
    readonly formerSignKey: string;
    readonly formerUntil: number;
    readonly keysRotatedAt: number;
  }
>;

export function setRunner(db: Queries, id: string, change: RunnerChange) {
  return db.update(runners).set(change).where(ofThisTenant(db, id));
}

/** The runner has something new to fetch; the answer is its position. */
export function raiseRev(db: Queries, id: string) {
  return db
    .update(runners)
    .set({ rev: sql`${runners.rev} + 1` })
    .where(ofThisTenant(db, id))
    .returning({ rev: runners.rev });
}

export function removeRunner(db: Queries, id: string) {
  return db.delete(runners).where(ofThisTenant(db, id));
}

/** What was placed on a runner that will not be heard of again. */
export function removePlacements(db: Queries, runnerId: string) {
  return db.delete(placements).where(and(eq(placements.tenantId, db.tenant), eq(placements.runnerId, runnerId)));
}

/** Which of the ids name no environment. */
export async function missingEnvironments(db: Queries, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const found = await db.select({ id: environments.id }).from(environments).where(eq(environments.tenantId, db.tenant));
  return ids.filter((id) => found.every((environment) => environment.id !== id));
}
