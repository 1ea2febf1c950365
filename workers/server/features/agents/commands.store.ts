import { and, desc, eq, gt, inArray } from "drizzle-orm";
import { commands } from "#schema/postgres/server/agents";
import type { AckState, CommandAck } from "#schema/protocol/v1/command";
import type { Queries } from "#server/platform/database";

export type CommandRow = typeof commands.$inferSelect;

export function insertCommand(db: Queries, command: Omit<CommandRow, "tenantId">) {
  return db.insert(commands).values({ tenantId: db.tenant, ...command });
}

export function renumberCommand(db: Queries, id: string, sequence: number) {
  return db
    .update(commands)
    .set({ sequence })
    .where(and(eq(commands.tenantId, db.tenant), eq(commands.id, id)));
}

export function findCommands(db: Queries, agentId: string, limit: number) {
  return db
    .select()
    .from(commands)
    .where(and(eq(commands.tenantId, db.tenant), eq(commands.agentId, agentId)))
    .orderBy(desc(commands.sequence))
    .limit(limit);
}

/** What was said to an agent about taps since then, the latest first. */
export function findTapCommands(db: Queries, agentId: string, sinceMs: number) {
  return db
    .select()
    .from(commands)
    .where(
      and(
        eq(commands.tenantId, db.tenant),
        eq(commands.agentId, agentId),
        inArray(commands.type, ["tap.start", "tap.stop"]),
        gt(commands.issuedAt, sinceMs),
      ),
    )
    .orderBy(desc(commands.sequence));
}

export function findCommandIds(db: Queries, agentId: string, ids: readonly string[]) {
  return db
    .select({ id: commands.id })
    .from(commands)
    .where(and(eq(commands.tenantId, db.tenant), eq(commands.agentId, agentId), inArray(commands.id, [...ids])));
}

/** States from which a command may go on. What has ended stays as it ended, however often and in whatever order acks arrive. */
const before: Record<AckState, CommandRow["state"][]> = {
  received: ["pending", "delivered"],
  done: ["pending", "delivered", "received"],
  failed: ["pending", "delivered", "received"],
  rejected: ["pending", "delivered", "received"],
  expired: ["pending", "delivered", "received"],
};

export function applyAck(db: Queries, agentId: string, ack: CommandAck) {
  return db
    .update(commands)
    .set({ state: ack.state, result: ack.result ?? null, tookMs: ack.tookMs === undefined ? null : Math.round(ack.tookMs) })
    .where(
      and(
        eq(commands.tenantId, db.tenant),
        eq(commands.agentId, agentId),
        eq(commands.id, ack.id),
        inArray(commands.state, before[ack.state]),
      ),
    );
}
