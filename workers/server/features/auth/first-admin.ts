import { auditRow } from "#server/features/audit/index";
import { hashPassword } from "#server/features/auth/password";
import type { NewUser } from "#server/features/auth/users.store";
import { claimFirstAdmin, insertUser } from "#server/features/auth/users.store";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/**
 * Creates the administrator that the settings name, once in the life of the tenant: however many isolates try, and whatever becomes of
 * that user later. Says whether it did.
 */
export async function createFirstAdmin(deps: Deps, ctx: Context): Promise<boolean> {
  const { firstAdmin } = deps.config;
  if (firstAdmin === undefined) return false;
  const admin = await newAdmin(deps, firstAdmin.username, firstAdmin.password.reveal());
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    if (!(await storeFirstAdmin(tx, admin))) return;
    await auditRow(tx, { deps, ctx }, { action: "user.create", actor: "settings", target: admin.username, outcome: "success" });
  });
  return true;
}

export async function newAdmin(deps: Deps, username: string, password: string): Promise<NewUser> {
  const passwordHash = await hashPassword(password);
  return { id: deps.newId("user"), username, displayName: "", roles: ["ADMIN"], passwordHash, createdAt: deps.clock.now() };
}

/** False, and nothing stored, when there was a first administrator before. */
export async function storeFirstAdmin(tx: Queries, admin: NewUser): Promise<boolean> {
  const claimed = await claimFirstAdmin(tx, admin.createdAt);
  if (claimed.length === 0) return false;
  for (const statement of insertUser(tx, admin)) await statement;
  return true;
}
