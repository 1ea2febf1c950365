import type { registerAgent as endpoint } from "#schema/contract/agent-protocol";
import { agentDefaults } from "#schema/protocol/v1/limits";
import { newRefreshToken, tokensOf } from "#server/features/agents/agent-tokens";
import { replaceTokens } from "#server/features/agents/agent-tokens.store";
import { requireEnvironment } from "#server/features/agents/require-environment";
import { requireFree } from "#server/features/agents/require-free";
import { storeSignUp } from "#server/features/agents/store-sign-up";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import { announced } from "#server/platform/command-signing";

export const registerAgent: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(deps.tenant);
  const nowMs = deps.clock.now();
  requireEnvironment(ctx.actor, body.environment);
  await requireFree(deps, body);
  const { installation, ...registration } = body;
  const bootstrapTokenId = ctx.actor.kind === "bootstrap" ? ctx.actor.tokenId : "";
  const signUp = { ...registration, installation, bootstrapTokenId, agentId: deps.newId("agent"), nowMs };
  const agent = { ...registration, agentId: await storeSignUp(deps, ctx, signUp) };
  ctx.log.set({ agent: agent.agentId, app: agent.app, environment: agent.environment });
  const refresh = await newRefreshToken(deps, agent.agentId);
  await db.batch(replaceTokens(db, refresh.row));
  await deps.hubs.shardOf(agent.agentId).register(agent);
  return {
    agentId: agent.agentId,
    ...(await tokensOf(deps, agent, refresh.token)),
    commandKeys: [announced(await deps.keys.commandSigning())],
    config: agentDefaults.config,
    limits: agentDefaults.limits,
    serverTime: isoOf(nowMs),
  };
};
