import { Problem } from "#schema/problems";
import type { ActorCache } from "#server/features/auth/actor-cache";
import { actorCache } from "#server/features/auth/actor-cache";
import { permissionsOf } from "#server/features/auth/person";
import { findEpoch, findFamily, findSession } from "#server/features/auth/principals.store";
import { readSessionCookie } from "#server/features/auth/session-cookie";
import { expiryOf, wantsTouch } from "#server/features/auth/session";
import { touchSession } from "#server/features/auth/sessions.store";
import type { Verified } from "#server/platform/access-tokens";
import type { Actor } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, sameSecret } from "#server/platform/opaque-token";

const hourMs = 3_600_000;

/**
 * Finds out who is calling. A credential that was verified before costs a look-up in memory, and once in ten seconds per isolate a
 * question to the database whether anything changed; a new one costs at most one question.
 */
export function authenticator(): (deps: Deps, request: Request) => Promise<Actor> {
  const cache = actorCache();
  return async (deps, request) => {
    const credential = credentialOf(deps, request);
    if (credential === undefined) return { kind: "anonymous", subject: "anonymous" };
    const nowMs = deps.clock.now();
    const known = cache.get(credential.key, nowMs);
    if (known !== undefined && known.kind !== "user") return known;
    if (known !== undefined && !cache.isCurrent(nowMs)) {
      const [row] = await findEpoch(deps.db.forTenant(deps.tenant));
      cache.noteEpoch(row?.epoch ?? 0, nowMs);
    }
    return cache.get(credential.key, nowMs) ?? verify(deps, cache, credential);
  };
}

interface Credential {
  /** Tells a cookie from a bearer token with the same text. */
  readonly key: string;
  readonly kind: "bearer" | "cookie";
  readonly token: string;
}

function credentialOf(deps: Deps, request: Request): Credential | undefined {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const [, token] = /^Bearer +([^\s]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw new Problem("unauthenticated", { detail: "Expected Authorization: Bearer <token>." });
    return { key: `b ${token}`, kind: "bearer", token };
  }
  const token = readSessionCookie(deps.config, request);
  return token === undefined ? undefined : { key: `c ${token}`, kind: "cookie", token };
}

async function verify(deps: Deps, cache: ActorCache, { key, kind, token }: Credential): Promise<Actor> {
  if (kind === "cookie") return session(deps, cache, { key, token });
  if (await sameSecret(token, deps.config.bootstrapToken.reveal())) {
    const actor: Actor = { kind: "bootstrap", subject: "bootstrap-token", tokenId: "", environment: null };
    cache.set(key, actor, deps.clock.now() + hourMs);
    return actor;
  }
  const verdict = await deps.keys.verifyAccessToken(token);
  if (verdict.kind === "refused") throw new Problem("unauthenticated", { cause: verdict.reason });
  const actor = verdict.kind === "user" ? await userActor(deps, cache, verdict) : machineActor(verdict);
  cache.set(key, actor, verdict.expiresAtMs);
  return actor;
}

function machineActor(verdict: Exclude<Verified, { kind: "user" }>): Actor {
  if (verdict.kind === "runner") return { kind: "runner", subject: verdict.runnerId, runnerId: verdict.runnerId };
  const { agentId, app, environment, instance } = verdict;
  return { kind: "agent", subject: agentId, agentId, app, environment, instance };
}

async function userActor(deps: Deps, cache: ActorCache, { userId, familyId }: Extract<Verified, { kind: "user" }>): Promise<Actor> {
  const [found] = await findFamily(deps.db.forTenant(deps.tenant), familyId);
  if (found === undefined || found.id !== userId) throw new Problem("unauthenticated", { cause: "the sign-in has ended" });
  cache.noteEpoch(found.epoch, deps.clock.now());
  const permissions = new Set(permissionsOf(found.roles));
  return { kind: "user", subject: found.username, userId, permissions, by: { kind: "token", familyId } };
}

async function session(deps: Deps, cache: ActorCache, { key, token }: { key: string; token: string }): Promise<Actor> {
  const db = deps.db.forTenant(deps.tenant);
  const nowMs = deps.clock.now();
  const [found] = await findSession(db, await hashOfToken(token), nowMs);
  if (found === undefined) throw new Problem("unauthenticated", { cause: "no such session" });
  cache.noteEpoch(found.epoch, nowMs);
  if (wantsTouch(found, nowMs)) {
    const life = { createdAt: found.createdAt, lastSeenAt: nowMs };
    await touchSession(db, { id: found.sessionId, lastSeenAt: nowMs, expiresAt: expiryOf(life) });
  }
  const by = { kind: "session", sessionId: found.sessionId, csrfToken: await deps.keys.csrfToken(found.sessionId) } as const;
  const actor: Actor = { kind: "user", subject: found.username, userId: found.id, permissions: new Set(permissionsOf(found.roles)), by };
  cache.set(key, actor, Math.min(found.expiresAt, nowMs + hourMs / 6));
  return actor;
}
