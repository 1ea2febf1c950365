import type { refreshAgentToken as endpoint } from "#schema/contract/agent-protocol";
import { Problem } from "#schema/problems";
import { newRefreshToken, tokensOf } from "#server/features/agents/agent-tokens";
import { endTokensIfReused, rotateToken } from "#server/features/agents/agent-tokens.store";
import { findAgent } from "#server/features/agents/agents.store";
import type { Verb } from "#server/platform/call";
import { hashOfToken } from "#server/platform/opaque-token";

export const refreshAgentToken: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const db = deps.db.forTenant(deps.tenant);
  const usedHash = await hashOfToken(body.refreshToken);
  const next = await newRefreshToken(deps, params.id);
  const rotated = await rotateToken(db, usedHash, next.row);
  const [agent] = rotated.rows.length === 0 ? [] : await findAgent(db, params.id);
  if (agent === undefined) {
    const ended = await endTokensIfReused(db, params.id, usedHash);
    ctx.log.set({ reused: ended.length > 0 });
    throw new Problem("invalid-credentials", { detail: "This refresh token is not good any more; register again." });
  }
  return tokensOf(deps, { ...agent, agentId: agent.id }, next.token);
};
