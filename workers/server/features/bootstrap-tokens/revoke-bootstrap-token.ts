import type { revokeBootstrapToken as endpoint } from "#schema/contract/bootstrap-tokens";
import { Problem } from "#schema/problems";
import { cutOff, endAgentsOf } from "#server/features/agents/index";
import { auditRow } from "#server/features/audit/index";
import { findToken, markRevoked } from "#server/features/bootstrap-tokens/bootstrap-tokens.store";
import { raiseMachineEpoch } from "#server/features/epochs/index";
import type { Verb } from "#server/platform/call";

/** Again is as good as once, so that one whose second half failed can be repeated. */
export const revokeBootstrapToken: Verb<typeof endpoint> = async (deps, { params, query, ctx }) => {
  const at = deps.clock.now();
  const ended = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [token] = await findToken(tx, params.id);
    if (token === undefined) throw new Problem("not-found");
    await markRevoked(tx, token.id, at);
    const agents = query.agents === "true" ? await endAgentsOf(tx, { bootstrapTokenId: token.id, at }) : [];
    await raiseMachineEpoch(tx);
    const detail = { name: token.name, environment: token.environment, agents };
    await auditRow(tx, { deps, ctx }, { action: "bootstrap-token.revoke", target: token.id, outcome: "success", detail });
    return agents;
  });
  await cutOff(deps.hubs, ended);
  return undefined;
};
