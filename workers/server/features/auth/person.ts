import type { Role } from "#server/features/access/index";
import { permissionsOf } from "#server/features/access/index";

/** A user as the rest of the server sees one. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** All that they hold, however it came to them. */
  readonly roles: readonly Role[];
}

/** As the contract shows a signed-in person. */
export function shown(person: Person) {
  return { ...person, roles: person.roles.map((role) => role.name), permissions: permissionsOf(person.roles) };
}

/** What makes two usernames the same. */
export function usernameKey(username: string): string {
  return username.normalize("NFKC").toLowerCase();
}
