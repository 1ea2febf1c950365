import { scryptSync } from "node:crypto";
import type { BuiltInRole } from "#schema/permissions";
import { insertFamily } from "#server/features/auth/tokens.store";
import { insertUser } from "#server/features/auth/users.store";
import type { Deps } from "#server/platform/deps";

export interface AgentFacts {
  readonly agentId: string;
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
}

/** What everybody in a test world types. Its hash is cheap, so that tests are not about hashing. */
export const worldPassword = "correct horse battery";
const salt = Buffer.from("cameleer test world");
const hash = scryptSync(worldPassword, salt, 32, { N: 16, r: 8, p: 1 });
const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
const worldPasswordHash = `$scrypt$ln=4,r=8,p=1$${unpadded(salt)}$${unpadded(hash)}`;

export interface WorldUser {
  readonly username: string;
  /** Built-in roles, or ids of custom ones. */
  readonly roles: readonly string[];
}

/** Stores a user who may sign in with `worldPassword`; returns the id. */
export async function storeUser(deps: Deps, { username, roles }: WorldUser): Promise<string> {
  const db = deps.db.forTenant(deps.tenant);
  const user = { id: deps.newId("user"), username, displayName: "", roles, passwordHash: worldPasswordHash, createdAt: deps.clock.now() };
  await db.batch(insertUser(db, user));
  return user.id;
}

/** Creates the person at the first call; each call signs a fresh access token of the same sign-in. */
export function personToken(deps: Deps, role: Lowercase<BuiltInRole>): () => Promise<string> {
  let signedIn: Promise<{ userId: string; familyId: string }> | undefined;
  return async () => {
    signedIn ??= signIn(deps, role);
    return deps.keys.signAccessToken({ kind: "user", ...(await signedIn) });
  };
}

async function signIn(deps: Deps, role: Lowercase<BuiltInRole>): Promise<{ userId: string; familyId: string }> {
  const userId = await storeUser(deps, { username: role, roles: [role.toUpperCase() as BuiltInRole] });
  const createdAt = deps.clock.now();
  const family = { id: deps.newId("tokenFamily"), userId, createdAt, expiresAt: createdAt + 365 * 86_400_000, ip: "", userAgent: "" };
  const db = deps.db.forTenant(deps.tenant);
  await db.batch(insertFamily(db, family, `unused ${family.id}`));
  return { userId, familyId: family.id };
}

export function agentToken(deps: Deps, agent: AgentFacts): Promise<string> {
  return deps.keys.signAccessToken({ kind: "agent", ...agent });
}
