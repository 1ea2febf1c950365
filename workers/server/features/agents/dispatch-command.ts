import type { Returned } from "#schema/contract/endpoint";
import type { sendCommand } from "#schema/contract/agents";
import { Problem } from "#schema/problems";
import type { CommandPayload, CommandType } from "#schema/protocol/v1/command";
import { commandRisks } from "#schema/protocol/v1/command";
import { sealCommand } from "#schema/protocol/v1/command-envelope";
import { findAgent } from "#server/features/agents/agents.store";
import { commandView } from "#server/features/agents/command-view";
import type { CommandRow } from "#server/features/agents/commands.store";
import { insertCommand, renumberCommand } from "#server/features/agents/commands.store";
import { auditRow } from "#server/features/audit/index";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

type Row = Omit<CommandRow, "tenantId">;

/** What an agent is to be told. */
export interface Order {
  readonly agentId: string;
  readonly type: CommandType;
  readonly args: Record<string, unknown>;
  readonly reason: string;
  readonly expiresInSeconds: number;
}

const overtakenLimit = 5;

/** Signs it, puts it into the agent's queue, and says how far it came. */
export async function dispatchCommand(deps: Deps, ctx: Context, order: Order): Promise<Returned<typeof sendCommand>> {
  const { agentId } = order;
  const db = deps.db.forTenant(deps.tenant);
  const hub = deps.hubs.shardOf(agentId);
  const [[agent], live] = await Promise.all([findAgent(db, agentId), hub.getAgent(agentId)]);
  if (agent === undefined) throw new Problem("not-found");
  const boot = live?.boot ?? Number(agent.boot);
  let row = { ...rowOf(deps, order, ctx.actor.subject), sequence: await hub.reserveSequence(agentId) };
  const detail = { commandId: row.id, type: row.type, args: row.args, reason: row.reason };
  await db.batch([
    insertCommand(db, row),
    auditRow(db, { deps, ctx }, { action: "command.send", target: agentId, outcome: "success", detail }),
  ]);
  for (let overtaken = 0; !(await enqueue(deps, row, boot)); overtaken++) {
    if (overtaken === overtakenLimit) throw new Problem("store-unavailable", { detail: "Too many commands to this agent at once." });
    row = { ...row, sequence: await hub.reserveSequence(agentId) };
    await renumberCommand(db, row.id, row.sequence);
  }
  const deliveredSequence = await hub.deliveredSequence(agentId);
  return commandView({ ...row, tenantId: deps.tenant }, { deliveredSequence, nowMs: deps.clock.now() });
}

function rowOf(deps: Deps, { expiresInSeconds, ...order }: Order, actor: string): Row {
  const issuedAt = Math.floor(deps.clock.now() / 1_000) * 1_000;
  const id = deps.newId("command");
  const expiresAt = issuedAt + expiresInSeconds * 1_000;
  return { ...order, id, sequence: 0, state: "pending", actor, issuedAt, expiresAt, result: null, tookMs: null };
}

/** False when a later command overtook this one between its number and the queue. */
async function enqueue(deps: Deps, row: Row, boot: number): Promise<boolean> {
  const { kid, privateKey } = await deps.keys.commandSigning();
  const sign = async (bytes: Uint8Array): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, bytes));
  const envelope = await sealCommand({ kid, sign }, payloadOf(row, boot));
  return deps.hubs.shardOf(row.agentId).enqueue({
    id: row.id,
    agentId: row.agentId,
    sequence: row.sequence,
    expiresAtMs: row.expiresAt,
    envelope,
  });
}

function payloadOf(row: Row, boot: number): CommandPayload {
  return {
    id: row.id,
    seq: row.sequence,
    aud: row.agentId,
    boot,
    type: row.type,
    args: row.args,
    iat: row.issuedAt / 1_000,
    exp: row.expiresAt / 1_000,
    actor: row.actor,
    reason: row.reason,
    risk: riskOf(row.type),
  };
}

function riskOf(type: string): number {
  return (commandRisks as Readonly<Record<string, number>>)[type] ?? 3;
}
