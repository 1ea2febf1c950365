import { Problem } from "#schema/problems";
import { isBuiltIn } from "#server/features/access/index";
import type { CustomRole } from "#server/features/roles/role";
import { findRole } from "#server/features/roles/roles.store";
import type { Queries } from "#server/platform/database";

/** Throws `forbidden` for a built-in role and `not-found` for none. */
export async function requireCustomRole(db: Queries, id: string): Promise<CustomRole> {
  if (isBuiltIn(id)) throw new Problem("forbidden", { detail: "Built-in roles cannot be changed." });
  const [role] = await findRole(db, id);
  if (role === undefined) throw new Problem("not-found");
  return role;
}
