import type { Holders } from "#server/features/roles/role";
import { countGroups, countUsers } from "#server/features/roles/roles.store";
import type { Queries } from "#server/platform/database";

/** How many hold each role. */
export async function countHolders(db: Queries): Promise<(role: string) => Holders> {
  const users = new Map((await countUsers(db)).map(({ role, holders }) => [role, holders]));
  const groups = new Map((await countGroups(db)).map(({ role, holders }) => [role, holders]));
  return (role) => ({ users: users.get(role) ?? 0, groups: groups.get(role) ?? 0 });
}
