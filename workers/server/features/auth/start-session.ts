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

/** Makes a session. It lives once `insert` has been sent; then `hand` gives the browser its cookie. */
export async function startSession(deps: Deps, ctx: Context, person: Person) {
  const token = newOpaqueToken("cml_s_");
  const createdAt = deps.clock.now();
  const expiresAt = expiryOf({ createdAt, lastSeenAt: createdAt });
  const session: NewSession = {
    id: deps.newId("session"),
    userId: person.id,
    tokenHash: await hashOfToken(token),
    createdAt,
    expiresAt,
    ...origin(ctx),
  };
  const maxAgeSeconds = Math.floor((expiresAt - createdAt) / 1_000);
  const csrfToken = await deps.keys.csrfToken(session.id);
  return {
    id: session.id,
    insert: (db: Queries) => insertSession(db, session),
    hand: () => {
      ctx.replyHeaders.append("set-cookie", writeSessionCookie(deps.config, ctx.request, { token, maxAgeSeconds }));
      return { user: shown(person), csrfToken };
    },
  };
}

/** Where a sign-in came from, as its list shows it. */
export function origin(ctx: Context): { ip: string; userAgent: string } {
  return { ip: clientAddress(ctx.request), userAgent: (ctx.request.headers.get("user-agent") ?? "").slice(0, 256) };
}
