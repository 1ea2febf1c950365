import { describe, test } from "vitest";
import { createGroup, createRole, getGroup, listRoles } from "#schema/contract/groups";
import { getUser } from "#schema/contract/users";
import { storeUser } from "#test/world-people";
import { aWorld } from "#test/world";

/** What an attacker would like to set along with what the contract names. */
const extra = {
  id: `usr_${"f".repeat(32)}`,
  tenantId: "rival",
  tenant_id: "rival",
  origin: "managed",
  ruleId: "rul_1",
  builtIn: true,
  createdAt: 0,
  lastSignInAt: 0,
  source: "oidc",
  permissions: undefined,
  nameKey: "admin",
  inheritedRoles: ["ADMIN"],
  members: 99,
};

describe("attack 36: what the contract does not name cannot be set", () => {
  test("on a user", async ({ expect }) => {
    const world = await aWorld();
    const id = await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
    const before = await world.as("admin").call(getUser, { params: { id } });
    const body = JSON.stringify({ ...extra, username: "root", permissions: ["settings:write"], displayName: "Ann" });
    const response = await world.as("admin").fetch(`/api/v1/users/${id}`, { method: "PATCH", body });
    expect(response.status).toBe(200);
    expect(await world.as("admin").call(getUser, { params: { id } })).toEqual({ ...before, displayName: "Ann" });
  });

  test("on a group", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const { id } = await admin.call(createGroup, { body: { name: "Integration" } });
    const before = await admin.call(getGroup, { params: { id } });
    const body = JSON.stringify({ ...extra, users: [{ id: extra.id }], description: "Integrates" });
    await admin.fetch(`/api/v1/groups/${id}`, { method: "PATCH", body });
    expect(await admin.call(getGroup, { params: { id } })).toEqual({ ...before, description: "Integrates" });
  });

  test("on a role", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const role = await admin.call(createRole, { body: { name: "Readers", permissions: ["logs:read"] } });
    await admin.fetch(`/api/v1/roles/${role.id}`, { method: "PATCH", body: JSON.stringify({ ...extra, users: 99, description: "Read" }) });
    const { items } = await admin.call(listRoles, {});
    expect(items.find(({ id }) => id === role.id)).toEqual({ ...role, description: "Read" });
  });
});
