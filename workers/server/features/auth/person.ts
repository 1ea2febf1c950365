import type { BuiltInRole, Permission } from "#schema/permissions";
import { builtInRoles } from "#schema/permissions";

/** A user as the rest of the server sees one. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly string[];
}

const isBuiltIn = (role: string): role is BuiltInRole => Object.hasOwn(builtInRoles, role);

export function permissionsOf(roles: readonly string[]): Permission[] {
  return [...new Set(roles.filter(isBuiltIn).flatMap((role) => builtInRoles[role]))];
}

/** As the contract shows a signed-in person. */
export function shown(person: Person) {
  return { ...person, roles: [...person.roles], permissions: permissionsOf(person.roles) };
}

/** What makes two usernames the same. */
export function usernameKey(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}
