import type { Permission } from "#schema/permissions";
import { Problem } from "#schema/problems";
import { isBuiltIn } from "#server/features/access/index";
import { countGroups, countUsers, findRole } from "#server/features/roles/roles.store";
import type { Queries } from "#server/platform/database";

export interface CustomRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/** How many hold a role themselves. */
export interface Holders {
  readonly users: number;
  readonly groups: number;
}

export type HoldersOf = (role: string) => Holders;

/** Throws `forbidden` for a built-in role and `not-found` for none. */
export async function requireCustomRole(db: Queries, id: string): Promise<CustomRole> {
  if (isBuiltIn(id)) throw new Problem("forbidden", { detail: "Built-in roles cannot be changed." });
  const [role] = await findRole(db, id);
  if (role === undefined) throw new Problem("not-found");
  return role;
}

export async function countHolders(db: Queries): Promise<HoldersOf> {
  const users = new Map((await countUsers(db)).map(({ role, holders }) => [role, holders]));
  const groups = new Map((await countGroups(db)).map(({ role, holders }) => [role, holders]));
  return (role) => ({ users: users.get(role) ?? 0, groups: groups.get(role) ?? 0 });
}

/** As the contract shows a custom role. */
export function shownRole({ id, name, description, permissions }: CustomRole, holders: Holders) {
  return { id, name, description, builtIn: false, permissions: [...permissions], ...holders };
}

/** What can be changed about a role, for the audit log. */
export function toldRole({ name, description, permissions }: CustomRole) {
  return { name, description, permissions };
}
