import type { Person } from "#server/features/auth/person";
import { shown } from "#server/features/auth/person";
import { expiryOf } from "#server/features/auth/session";
import { writeSessionCookie } from "#server/features/auth/session-cookie";
import type { NewSession } from "#server/features/auth/sessions.store";
import { insertSession } from "#server/features/auth/sessions.store";
import type { Context } from "#server/platform/call";
import { clientAddress } from "#server/platform/client-address";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";

/** Makes a session of somebody who has proved a password. It lives once `insert` has been sent; then `hand` gives the browser its cookie. */
export async function startSession(deps: Deps, ctx: Context, person: Person) {
  const id = deps.newId("session");
  const { insert, handCookie } = await aSession(deps, ctx, { id, userId: person.id });
  const csrfToken = await deps.keys.csrfToken(id);
  return {
    id,
    insert,
    hand: () => {
      handCookie();
      return { user: shown(person), csrfToken };
    },
  };
}

/** Whose session it is, and what of it the identity provider must be reminded of. */
export type Owner = Omit<NewSession, "tokenHash" | "createdAt" | "lastSeenAt" | "expiresAt" | "ip" | "userAgent">;

export async function aSession(deps: Deps, ctx: Context, owner: Owner) {
  const token = newOpaqueToken("cml_s_");
  const createdAt = deps.clock.now();
  const expiresAt = expiryOf({ createdAt, lastSeenAt: createdAt });
  const session: NewSession = {
    ...owner,
    tokenHash: await hashOfToken(token),
    createdAt,
    lastSeenAt: createdAt,
    expiresAt,
    ...origin(deps, ctx),
  };
  const maxAgeSeconds = Math.floor((expiresAt - createdAt) / 1_000);
  return {
    insert: (db: Queries) => insertSession(db, session),
    handCookie: () => ctx.replyHeaders.append("set-cookie", writeSessionCookie(deps.config, ctx.request, { token, maxAgeSeconds })),
  };
}

/** Where a sign-in came from, as its list shows it. */
export function origin({ config }: Deps, ctx: Context): { ip: string; userAgent: string } {
  return { ip: clientAddress(ctx.request, config.trustedProxies), userAgent: (ctx.request.headers.get("user-agent") ?? "").slice(0, 256) };
}
