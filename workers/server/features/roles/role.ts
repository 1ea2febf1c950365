import type { Permission } from "#schema/permissions";

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

/** As the contract shows a custom role. */
export function shownRole({ id, name, description, permissions }: CustomRole, holders: Holders) {
  return { id, name, description, builtIn: false, permissions: [...permissions], ...holders };
}

/** What can be changed about a role, for the audit log. */
export function toldRole({ name, description, permissions }: CustomRole) {
  return { name, description, permissions };
}
