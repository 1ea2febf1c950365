import type { AgentIdentity } from "#server/platform/hubs";
import { lifetimeSeconds } from "#server/platform/access-tokens";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";
import type { NewToken } from "#server/features/agents/agent-tokens.store";

const refreshLifetimeMs = 30 * 86_400_000;

export interface RefreshToken {
  readonly token: string;
  readonly row: NewToken;
}

export async function newRefreshToken(deps: Deps, agentId: string): Promise<RefreshToken> {
  const token = newOpaqueToken("cml_ar_");
  const createdAt = deps.clock.now();
  return { token, row: { agentId, tokenHash: await hashOfToken(token), createdAt, expiresAt: createdAt + refreshLifetimeMs } };
}

/** The part of a reply that an agent authenticates itself with from now on. */
export async function tokensOf(deps: Deps, agent: AgentIdentity, refreshToken: string) {
  const { agentId, app, environment, instance } = agent;
  const accessToken = await deps.keys.signAccessToken({ kind: "agent", agentId, app, environment, instance });
  return { accessToken, expiresIn: lifetimeSeconds.agent, refreshToken };
}
