import { logIn } from "#schema/contract/auth";
import { createRole } from "#schema/contract/groups";
import type { Permission } from "#schema/permissions";
import { storeUser, worldPassword } from "#test/world-people";
import type { Caller, World } from "#test/world";

export interface Somebody extends Caller {
  readonly id: string;
  readonly username: string;
  /** The custom role through which they hold what they hold. */
  readonly roleId: string;
}

let count = 0;

/** Somebody new, signed in, who holds exactly these permissions through a custom role. */
export async function somebodyWith(world: World, permissions: readonly Permission[]): Promise<Somebody> {
  const username = `somebody-${(count += 1)}`;
  const role = await world.as("admin").call(createRole, { body: { name: `Role of ${username}`, permissions: [...permissions] } });
  const id = await storeUser(world.deps, { username, roles: [role.id] });
  return { id, username, roleId: role.id, ...(await signedIn(world, username)) };
}

/** Somebody who is there, signed in. */
export async function signedIn(world: World, username: string): Promise<Caller> {
  const { accessToken } = await world.anonymous.call(logIn, { body: { username, password: worldPassword } });
  return world.with({ authorization: `Bearer ${accessToken}` });
}
