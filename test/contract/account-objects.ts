import { listOwnSessions } from "#schema/contract/account";
import { logIn } from "#schema/contract/auth";
import { createInvitation } from "#schema/contract/invitations";
import { createApiKey, createServiceAccount } from "#schema/contract/service-accounts";
import { storeUser, worldPassword } from "#test/world-people";
import type { Maker } from "./objects.ts";

let count = 0;
const canary = (): string => `canary-account-${(count += 1)}`;

/** A second sign-in of the person who calls the endpoint. */
const ownSession: Maker = async (world) => {
  const viewer = world.as("viewer");
  await viewer.call(listOwnSessions, {});
  await world.anonymous.call(logIn, { body: { username: "viewer", password: worldPassword } });
  const { items } = await viewer.call(listOwnSessions, {});
  return { id: items.find(({ current }) => !current)?.id ?? "" };
};

const invitation: Maker = async (world) => {
  const { id } = await world.as("admin").call(createInvitation, { body: { recipient: canary() } });
  return { id };
};

const localUser: Maker = async ({ deps }) => ({ id: await storeUser(deps, { username: canary(), roles: ["VIEWER"] }) });

const serviceAccount: Maker = async (world) => {
  const { id } = await world.as("admin").call(createServiceAccount, { body: { name: canary() } });
  return { id };
};

const apiKey: Maker = async (world) => {
  const params = { id: (await serviceAccount(world))["id"] ?? "" };
  const { id } = await world.as("admin").call(createApiKey, { params, body: { name: canary(), permissions: ["logs:read"] } });
  return { ...params, key: id };
};

/** Sign-ins, links, service accounts and their keys. */
export const accountObjects: Readonly<Record<string, Maker>> = {
  endOwnSession: ownSession,
  revokeInvitation: invitation,
  createPasswordReset: localUser,
  updateServiceAccount: serviceAccount,
  deleteServiceAccount: serviceAccount,
  createApiKey: serviceAccount,
  revokeApiKey: apiKey,
};
