import { builtInRoles } from "#schema/permissions";
import { builtInRole, isBuiltIn } from "#server/features/access/index";
import { findGroupTargets, findRoleTargets } from "#server/features/claim-mappings/claim-mappings.store";
import type { Target, Targets } from "#server/features/claim-mappings/rule";
import type { Queries } from "#server/platform/database";

/** Everything that a rule may give. */
export async function loadTargets(db: Queries): Promise<Targets> {
  const custom = await findRoleTargets(db);
  const groups = await findGroupTargets(db);
  const builtIn = Object.keys(builtInRoles).filter(isBuiltIn).map(builtInRole);
  const asTarget = (role: (typeof builtIn)[number]): Target => ({ id: role.id, name: role.name, roles: [role] });
  return {
    roles: [...builtIn, ...custom].map(asTarget),
    groups: groups.map(({ id, name, own, above }) => ({ id, name, roles: [...own, ...above] })),
  };
}
