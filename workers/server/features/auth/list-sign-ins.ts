import { findFamiliesOf, findSessionsOf } from "#server/features/auth/sign-ins.store";
import { isoOf } from "#server/platform/clock";
import type { TenantDatabase } from "#server/platform/database";

interface Asked {
  /** A user's id, or that of an identity without an account. */
  readonly person: string;
  /** The sign-in that asks. */
  readonly current: string;
  readonly at: number;
}

/** Where somebody is signed in, as the contract shows it: browsers first, then the API. */
export async function signInsOf(db: TenantDatabase, { person, current, at }: Asked) {
  const [sessions, families] = await db.batch([findSessionsOf(db, person, at), findFamiliesOf(db, person, at)]);
  return [
    ...sessions.map((session) => ({ ...shown(session, current), kind: "browser" as const, method: session.method })),
    ...families.map((family) => ({ ...shown(family, current), kind: "api" as const, method: methodOf(family) })),
  ];
}

/** Tokens are issued for a password, or to somebody who has none and came from the identity provider. */
function methodOf({ hasPassword }: { readonly hasPassword: boolean }) {
  return hasPassword ? ("password" as const) : ("oidc" as const);
}

interface SignIn {
  readonly id: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly ip: string;
  readonly userAgent: string;
}

function shown({ id, createdAt, lastSeenAt, expiresAt, ip, userAgent }: SignIn, current: string) {
  return {
    id,
    createdAt: isoOf(createdAt),
    lastSeenAt: isoOf(lastSeenAt),
    expiresAt: isoOf(expiresAt),
    ip,
    userAgent,
    current: id === current,
  };
}
