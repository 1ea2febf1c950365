import { and, count, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { LicenseRow } from "#server/features/license/held-license";
import { agents } from "#schema/postgres/server/agents";
import { apps, environments } from "#schema/postgres/server/apps";
import { licenseClock, licenses } from "#schema/postgres/server/licenses";
import { users } from "#schema/postgres/server/users";
import type { Queries } from "#server/platform/database";

/** Far more than anybody looks back. */
const mostLicenses = 100;

/** Every license that was accepted, the highest sequence first, each with the latest time this server has seen. */
export function findLicenses(db: Queries) {
  return db
    .select({ license: licenses, highWaterMs: licenseClock.highWater })
    .from(licenses)
    .leftJoin(licenseClock, eq(licenseClock.tenantId, licenses.tenantId))
    .where(eq(licenses.tenantId, db.tenant))
    .orderBy(desc(licenses.sequence))
    .limit(mostLicenses);
}

/** Answers with nothing when there is one with this sequence: licenses are never changed, nor removed. */
export function insertLicense(db: Queries, row: LicenseRow) {
  return db
    .insert(licenses)
    .values({ tenantId: db.tenant, ...row })
    .onConflictDoNothing()
    .returning({ sequence: licenses.sequence });
}

/** A license that is new proves what time it is at least, so that a clock which once ran ahead does not count for ever. */
export function setClock(db: Queries, highWater: number) {
  return db
    .insert(licenseClock)
    .values({ tenantId: db.tenant, highWater })
    .onConflictDoUpdate({ target: [licenseClock.tenantId], set: { highWater } });
}

export function raiseClock(db: Queries, highWater: number) {
  return db
    .update(licenseClock)
    .set({ highWater })
    .where(and(eq(licenseClock.tenantId, db.tenant), lt(licenseClock.highWater, highWater)));
}

/** One license is applied at a time: the lock holds until the transaction ends. */
export function lockLicense(db: Queries) {
  return lock(db, "license");
}

/** One new object of that kind at a time. */
export function lockRoom(db: Queries, kind: CountedLimit) {
  return lock(db, `license|${kind}`);
}

function lock(db: Queries, what: string) {
  return db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${what}|${db.tenant}`}, 0))`);
}

export type CountedLimit = keyof typeof counts;

/** An agent counts while it is heard of: instances come and go. */
const agentCountsMs = 3_600_000;

/** How many there are of what a license limits. */
export const counts = {
  users: (db: Queries) =>
    db
      .select({ n: count() })
      .from(users)
      .where(and(eq(users.tenantId, db.tenant), isNull(users.disabledAt))),
  agents: (db: Queries, nowMs: number) =>
    db
      .select({ n: count() })
      .from(agents)
      .where(
        and(
          eq(agents.tenantId, db.tenant),
          isNull(agents.goneAt),
          isNull(agents.revokedAt),
          sql`coalesce(${agents.lastHeartbeatAt}, ${agents.registeredAt}) > ${sql.param(nowMs - agentCountsMs, agents.registeredAt)}`,
        ),
      ),
  apps: (db: Queries) => db.select({ n: count() }).from(apps).where(eq(apps.tenantId, db.tenant)),
  environments: (db: Queries) => db.select({ n: count() }).from(environments).where(eq(environments.tenantId, db.tenant)),
} as const;
