import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import { permissionsOf } from "#server/features/access/index";
import { findSession } from "#server/features/auth/principals.store";
import { expiryOf, wantsTouch } from "#server/features/auth/session";
import { touchSession } from "#server/features/auth/sessions.store";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import type { Actor } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

/** How long a session is remembered before it is read, and kept alive, anew. */
const rememberedMs = 10 * 60_000;

/** The cookie of a signed-in browser. */
export async function verifySession(deps: Deps, token: string): Promise<Proof> {
  const db = deps.db.forTenant(deps.tenant);
  const nowMs = deps.clock.now();
  const [[epochs = noEpochs], [found]] = await db.batch([findEpochs(db), findSession(db, await hashOfToken(token), nowMs)]);
  if (found === undefined) throw new Problem("unauthenticated", { cause: "no such session" });
  if (wantsTouch(found, nowMs)) {
    const life = { createdAt: found.createdAt, lastSeenAt: nowMs };
    await touchSession(db, { id: found.sessionId, lastSeenAt: nowMs, expiresAt: expiryOf(life) });
  }
  const by = { kind: "session", sessionId: found.sessionId, csrfToken: await deps.keys.csrfToken(found.sessionId) } as const;
  const actor: Actor = { kind: "user", subject: found.username, userId: found.id, permissions: new Set(permissionsOf(found.roles)), by };
  return { actor, untilMs: Math.min(found.expiresAt, nowMs + rememberedMs), epochs };
}
