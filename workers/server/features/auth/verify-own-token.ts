import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import { permissionsOf } from "#server/features/access/index";
import { findAgentsEnd, findFamily } from "#server/features/auth/principals.store";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import type { Verified } from "#server/platform/access-tokens";
import type { Actor } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** An access token that this server has signed: a person's, an agent's or a runner's. */
export async function verifyOwnToken(deps: Deps, token: string): Promise<Proof> {
  const verdict = await deps.keys.verifyAccessToken(token);
  if (verdict.kind === "refused") throw new Problem("unauthenticated", { cause: verdict.reason });
  const untilMs = verdict.expiresAtMs;
  if (verdict.kind === "user") return { ...(await person(deps, verdict)), untilMs };
  if (verdict.kind === "agent") return { ...(await agent(deps, verdict)), untilMs };
  return { actor: { kind: "runner", subject: verdict.runnerId, runnerId: verdict.runnerId }, untilMs, epochs: null };
}

async function person(deps: Deps, { userId, familyId }: Extract<Verified, { kind: "user" }>): Promise<Omit<Proof, "untilMs">> {
  if (!deps.config.localLogin) throw new Problem("unauthenticated", { cause: "this server issues no tokens to people" });
  const db = deps.db.forTenant(deps.tenant);
  const [[epochs = noEpochs], [found]] = await db.batch([findEpochs(db), findFamily(db, familyId)]);
  if (found === undefined || found.id !== userId) throw new Problem("unauthenticated", { cause: "the sign-in has ended" });
  const permissions = new Set(permissionsOf(found.roles));
  const actor: Actor = { kind: "user", subject: found.username, userId, permissions, by: { kind: "token", familyId } };
  return { actor, epochs };
}

/** An agent that the registry does not know is let in: the registry is written late, and heals itself. */
async function agent(deps: Deps, verdict: Extract<Verified, { kind: "agent" }>): Promise<Omit<Proof, "untilMs">> {
  const db = deps.db.forTenant(deps.tenant);
  const { agentId, app, environment, instance } = verdict;
  const [[epochs = noEpochs], [found]] = await db.batch([findEpochs(db), findAgentsEnd(db, agentId)]);
  if (found !== undefined && found.revokedAt !== null) throw new Problem("unauthenticated", { cause: "the agent was revoked" });
  return { actor: { kind: "agent", subject: agentId, agentId, app, environment, instance }, epochs };
}
