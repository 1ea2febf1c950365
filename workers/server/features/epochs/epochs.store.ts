import { eq, sql } from "drizzle-orm";
import { authEpochs } from "#schema/postgres/server/sessions";
import type { Queries } from "#server/platform/database";

/** At most one row. Read it before, or together with, what is going to be remembered: then a change in between is noticed. */
export function findEpochs(db: Queries) {
  return db
    .select({ people: authEpochs.epoch, machines: authEpochs.machineEpoch })
    .from(authEpochs)
    .where(eq(authEpochs.tenantId, db.tenant));
}

/** Tells every isolate that what it remembers of people is old. */
export function raiseEpoch(db: Queries) {
  return db
    .insert(authEpochs)
    .values({ tenantId: db.tenant, epoch: 1 })
    .onConflictDoUpdate({ target: authEpochs.tenantId, set: { epoch: sql`${authEpochs.epoch} + 1` } });
}

/** Tells every isolate that what it remembers of agents and their tokens is old. */
export function raiseMachineEpoch(db: Queries) {
  return db
    .insert(authEpochs)
    .values({ tenantId: db.tenant, epoch: 0, machineEpoch: 1 })
    .onConflictDoUpdate({ target: authEpochs.tenantId, set: { machineEpoch: sql`${authEpochs.machineEpoch} + 1` } });
}
