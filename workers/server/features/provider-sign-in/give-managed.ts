import type { Given } from "#server/features/oidc/index";
import { findManaged, giveManagedGroups, giveManagedRoles, takeManaged } from "#server/features/provider-sign-in/managed.store";
import type { Queries } from "#server/platform/database";

/** Takes everything that rules have given an account and gives these instead; what people gave stays. Says whether that changes anything. */
export async function giveManaged(tx: Queries, userId: string, given: readonly Given[]): Promise<boolean> {
  const before = await findManaged(tx, userId);
  if (sameAs(before, given)) return false;
  for (const statement of takeManaged(tx, userId)) await statement;
  const roles = given.filter(({ kind }) => kind === "role");
  const groups = given.filter(({ kind }) => kind === "group");
  if (roles.length > 0) await giveManagedRoles(tx, userId, roles);
  if (groups.length > 0) await giveManagedGroups(tx, userId, groups);
  return true;
}

type Assignment = Pick<Given, "kind" | "target" | "because">;

function sameAs(before: readonly Assignment[], after: readonly Assignment[]): boolean {
  return keysOf(before) === keysOf(after);
}

function keysOf(assignments: readonly Assignment[]): string {
  return [...new Set(assignments.map(({ kind, target, because }) => JSON.stringify([kind, target, because])))].toSorted().join("\n");
}
