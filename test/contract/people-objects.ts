import { addMember, createGroup, createRole } from "#schema/contract/groups";
import { storeUser } from "#test/world-people";
import type { Maker } from "./objects.ts";

let count = 0;
const canary = (): string => `canary-${(count += 1)}`;

const user: Maker = async ({ deps }) => ({ id: await storeUser(deps, { username: canary(), roles: ["VIEWER"] }) });

const group: Maker = async (world) => {
  const { id } = await world.as("admin").call(createGroup, { body: { name: canary(), roles: ["VIEWER"] } });
  return { id };
};

const member: Maker = async (world) => {
  const params = { id: (await group(world))["id"] ?? "", user: (await user(world))["id"] ?? "" };
  await world.as("admin").call(addMember, { params, body: {} });
  return params;
};

const role: Maker = async (world) => {
  const { id } = await world.as("admin").call(createRole, { body: { name: canary(), permissions: ["logs:read"] } });
  return { id };
};

/** Users, groups and roles. */
export const peopleObjects: Readonly<Record<string, Maker>> = {
  getUser: user,
  updateUser: user,
  deleteUser: user,
  explainPermissions: user,
  listUserSessions: user,
  endUserSessions: user,
  resetSecondFactor: user,
  getGroup: group,
  updateGroup: group,
  deleteGroup: group,
  addMember: member,
  removeMember: member,
  updateRole: role,
  deleteRole: role,
};
