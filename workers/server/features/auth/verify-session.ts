import { Problem } from "#schema/problems";
import { permissionsOf } from "#server/features/access/index";
import type { Proof } from "#server/features/auth/actor-cache";
import { findSession } from "#server/features/auth/principals.store";
import type { FoundSession } from "#server/features/auth/found-session";
import { providerPerson } from "#server/features/auth/provider-person";
import { expiryOf, wantsTouch } from "#server/features/auth/session";
import { touchSession } from "#server/features/auth/sessions.store";
import type { Epochs } from "#server/features/epochs/index";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import type { Actor } from "#server/platform/call";
import type { TenantDatabase } from "#server/platform/database";
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
  const { session } = found;
  const { epochs: read, goodUntilMs, ...who } = session.claims === null ? ofAccount(deps, found, epochs) : await ofProvider(deps, session);
  await keepAlive(db, session, nowMs);
  const by = { kind: "session", sessionId: session.id, csrfToken: await deps.keys.csrfToken(session.id) } as const;
  return { actor: { kind: "user", ...who, by }, untilMs: Math.min(session.expiresAt, nowMs + rememberedMs, goodUntilMs), epochs: read };
}

interface Found extends Pick<Extract<Actor, { kind: "user" }>, "subject" | "userId" | "permissions"> {
  readonly epochs: Epochs;
  readonly goodUntilMs: number;
}

interface OfAccount {
  readonly session: FoundSession;
  readonly username: string | null;
  readonly disabledAt: number | null;
  readonly roles: Parameters<typeof permissionsOf>[0];
}

/** Where nobody signs in locally, accounts are no longer kept up to date, and say nothing about what somebody may do. */
function ofAccount({ config }: Deps, { session, username, disabledAt, roles }: OfAccount, epochs: Epochs): Found {
  if (username === null || disabledAt !== null) throw new Problem("unauthenticated", { cause: "no account, or a disabled one" });
  if (!config.localLogin) throw new Problem("unauthenticated", { cause: "a session from before local sign-in was switched off" });
  const permissions = new Set(permissionsOf(roles));
  return { subject: username, userId: session.userId, permissions, epochs, goodUntilMs: session.expiresAt };
}

async function ofProvider(deps: Deps, session: FoundSession): Promise<Found> {
  const { described, external, goodUntilMs } = await providerPerson(deps, session);
  const { identity, roles, epochs } = external;
  return { subject: described.username, userId: identity?.userId ?? null, permissions: new Set(permissionsOf(roles)), epochs, goodUntilMs };
}

async function keepAlive(db: TenantDatabase, session: FoundSession, nowMs: number): Promise<void> {
  if (!wantsTouch(session, nowMs)) return;
  const expiresAt = expiryOf({ createdAt: session.createdAt, lastSeenAt: nowMs });
  await touchSession(db, { id: session.id, lastSeenAt: nowMs, expiresAt });
}
