import type { acknowledgeCommands as endpoint } from "#schema/contract/agent-protocol";
import type { CommandAck } from "#schema/protocol/v1/command";
import { callingAgent } from "#server/features/agents/calling-agent";
import { applyAck, findCommandIds } from "#server/features/agents/commands.store";
import type { Verb } from "#server/platform/call";
import type { TenantDatabase } from "#server/platform/database";

export const acknowledgeCommands: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { agentId } = callingAgent(ctx);
  const db = deps.db.forTenant(deps.tenant);
  const ids = body.acks.map((ack) => ack.id);
  const rows = await findCommandIds(db, agentId, ids);
  const known = new Set(rows.map((row) => row.id));
  const acks = body.acks.filter((ack) => known.has(ack.id));
  await applyInOrder(db, agentId, acks);
  await deps.hubs.shardOf(agentId).settle(agentId, [...known]);
  return { accepted: acks.length, unknown: [...new Set(ids)].filter((id) => !known.has(id)) };
};

async function applyInOrder(db: TenantDatabase, agentId: string, acks: readonly CommandAck[]): Promise<void> {
  const [first, ...rest] = acks.map((ack) => applyAck(db, agentId, ack));
  if (first !== undefined) await db.batch([first, ...rest]);
}
