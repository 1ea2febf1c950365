import type { sendCommand as endpoint } from "#schema/contract/agents";
import { Problem } from "#schema/problems";
import type { CommandPayload } from "#schema/protocol/v1/command";
import { commandRisks } from "#schema/protocol/v1/command";
import { sealCommand } from "#schema/protocol/v1/command-envelope";
import { findAgent } from "#server/features/agents/agents.store";
import { commandView } from "#server/features/agents/command-view";
import type { CommandRow } from "#server/features/agents/commands.store";
import { insertCommand, renumberCommand } from "#server/features/agents/commands.store";
import { auditRow } from "#server/features/audit/index";
import type { Call, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

type Send = Call<typeof endpoint>;
type Row = Omit<CommandRow, "tenantId">;

const overtakenLimit = 5;

export const sendCommand: Verb<typeof endpoint> = async (deps, call) => {
  const { params, ctx } = call;
  const db = deps.db.forTenant(deps.tenant);
  const hub = deps.hubs.shardOf(params.id);
  const [[agent], live] = await Promise.all([findAgent(db, params.id), hub.getAgent(params.id)]);
  if (agent === undefined) throw new Problem("not-found");
  const boot = live?.boot ?? Number(agent.boot);
  let row = rowOf(deps, call, await hub.reserveSequence(params.id));
  const detail = { commandId: row.id, type: row.type, args: row.args, reason: row.reason };
  await db.batch([
    insertCommand(db, row),
    auditRow(db, { deps, ctx }, { action: "command.send", target: params.id, outcome: "success", detail }),
  ]);
  for (let overtaken = 0; !(await enqueue(deps, row, boot)); overtaken++) {
    if (overtaken === overtakenLimit) throw new Problem("store-unavailable", { detail: "Too many commands to this agent at once." });
    row = { ...row, sequence: await hub.reserveSequence(params.id) };
    await renumberCommand(db, row.id, row.sequence);
  }
  const deliveredSequence = await hub.deliveredSequence(params.id);
  return commandView({ ...row, tenantId: deps.tenant }, { deliveredSequence, nowMs: deps.clock.now() });
};

function rowOf(deps: Deps, { params, body, ctx }: Send, sequence: number): Row {
  const issuedAt = Math.floor(deps.clock.now() / 1_000) * 1_000;
  return {
    id: deps.newId("command"),
    agentId: params.id,
    sequence,
    type: body.type,
    args: body.args,
    state: "pending",
    reason: body.reason,
    actor: ctx.actor.subject,
    issuedAt,
    expiresAt: issuedAt + body.expiresInSeconds * 1_000,
    result: null,
    tookMs: null,
  };
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
