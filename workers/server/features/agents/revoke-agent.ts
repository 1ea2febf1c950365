import type { revokeAgent as endpoint } from "#schema/contract/bootstrap-tokens";
import { Problem } from "#schema/problems";
import { endAgent } from "#server/features/agents/agent-end.store";
import { findAgent } from "#server/features/agents/agents.store";
import { auditRow } from "#server/features/audit/index";
import { raiseMachineEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

/** Again is as good as once, so that one whose second half failed can be repeated. */
export const revokeAgent: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const at = deps.clock.now();
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [agent] = await findAgent(tx, params.id);
    if (agent === undefined) throw new Problem("not-found");
    for (const statement of endAgent(tx, { agentId: agent.id, at })) await statement;
    await raiseMachineEpoch(tx);
    const { app, environment, instance } = agent;
    const fact = { action: "agent.revoke", target: agent.id, outcome: "success", detail: { app, environment, instance } } as const;
    await auditRow(tx, { deps, ctx }, fact);
  });
  await deps.hubs.shardOf(params.id).revoke([params.id]);
  return undefined;
};
