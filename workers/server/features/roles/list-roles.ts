import type { listRoles as endpoint } from "#schema/contract/groups";
import type { BuiltInRole } from "#schema/permissions";
import { builtInRoles, permissions } from "#schema/permissions";
import { catalogue } from "#server/features/access/index";
import { countHolders } from "#server/features/roles/count-holders";
import { shownRole } from "#server/features/roles/role";
import { findRoles } from "#server/features/roles/roles.store";
import type { Verb } from "#server/platform/call";

const meanings: Readonly<Record<BuiltInRole, string>> = {
  VIEWER: "Sees telemetry and what runs",
  OPERATOR: "Also sends commands, configures and deploys apps",
  ADMIN: "Everything, also people and the server itself",
};

export const listRoles: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const holdersOf = await countHolders(db);
  const builtIn = (Object.keys(builtInRoles) as BuiltInRole[]).map((name) => ({
    id: name,
    name,
    description: meanings[name],
    builtIn: true,
    permissions: [...builtInRoles[name]],
    ...holdersOf(name),
  }));
  const custom = (await findRoles(db)).map((role) => shownRole(role, holdersOf(role.id)));
  return {
    items: [...builtIn, ...custom],
    catalogue: catalogue.map((permission) => ({ permission, description: permissions[permission] })),
  };
};
