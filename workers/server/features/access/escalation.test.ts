import { describe, test } from "vitest";
import { addMember, createGroup, createRole, updateGroup, updateRole } from "#schema/contract/groups";
import { createUser, deleteUser, resetSecondFactor, updateUser } from "#schema/contract/users";
import { somebodyWith } from "#test/somebody";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const password = "correct horse battery";
const notGrantable = { code: "not-grantable" };

/** A user and a group without anything, a group with ADMIN, and an administrator besides the world's own. */
async function aTarget(world: World) {
  const admin = world.as("admin");
  const empty = await admin.call(createGroup, { body: { name: "Everybody" } });
  const powerful = await admin.call(createGroup, { body: { name: "Administrators", roles: ["ADMIN"] } });
  const under = await admin.call(createGroup, { body: { name: "On call", parentId: powerful.id } });
  const viewer = await storeUser(world.deps, { username: "viewer-to-be-raised", roles: ["VIEWER"] });
  const boss = await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
  return { empty: empty.id, powerful: powerful.id, under: under.id, viewer, boss };
}

describe("attack 27: nobody gives what they do not hold,", () => {
  test("not to a new user, another user or themselves, directly or through a group", async ({ expect }) => {
    const world = await aWorld();
    const { powerful, under, viewer } = await aTarget(world);
    const mallory = await somebodyWith(world, ["users:read", "users:write", "exchanges:read"]);
    for (const given of [{ roles: ["ADMIN"] }, { groups: [powerful] }, { groups: [under] }, { roles: ["OPERATOR"] }]) {
      const calls = [
        mallory.call(createUser, { body: { username: "eve", password, ...given } }),
        mallory.call(updateUser, { params: { id: viewer }, body: given }),
        mallory.call(updateUser, { params: { id: mallory.id }, body: given }),
      ];
      for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: "rejected", reason: notGrantable });
    }
  });

  test("not by changing groups and their members", async ({ expect }) => {
    const world = await aWorld();
    const { empty, powerful, under } = await aTarget(world);
    const mallory = await somebodyWith(world, ["users:read", "groups:write"]);
    const calls = [
      mallory.call(createGroup, { body: { name: "Mine", roles: ["ADMIN"] } }),
      mallory.call(createGroup, { body: { name: "Mine", parentId: under } }),
      mallory.call(updateGroup, { params: { id: empty }, body: { roles: ["VIEWER"] } }),
      mallory.call(updateGroup, { params: { id: empty }, body: { parentId: powerful } }),
      mallory.call(addMember, { params: { id: powerful, user: mallory.id }, body: {} }),
      mallory.call(addMember, { params: { id: under, user: mallory.id }, body: {} }),
    ];
    for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: "rejected", reason: notGrantable });
    await mallory.call(addMember, { params: { id: empty, user: mallory.id }, body: {} });
    await mallory.call(updateGroup, { params: { id: powerful }, body: { description: "Whoever has the pager" } });
  });

  test("not by writing roles, least of all the own one", async ({ expect }) => {
    const world = await aWorld();
    const mallory = await somebodyWith(world, ["users:read", "roles:write"]);
    const calls = [
      mallory.call(createRole, { body: { name: "Mine", permissions: ["settings:write"] } }),
      mallory.call(updateRole, { params: { id: mallory.roleId }, body: { permissions: ["users:read", "roles:write", "users:write"] } }),
    ];
    for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: "rejected", reason: notGrantable });
    await mallory.call(createRole, { body: { name: "Readers of names", permissions: ["users:read"] } });
  });

  test("and nobody takes over somebody who holds more: no password, no disabling, no deletion, no second factor", async ({ expect }) => {
    const world = await aWorld();
    const { boss } = await aTarget(world);
    const mallory = await somebodyWith(world, ["users:read", "users:write"]);
    const params = { id: boss };
    const calls = [
      mallory.call(updateUser, { params, body: { password: "mallory knows it now" } }),
      mallory.call(updateUser, { params, body: { disabled: true } }),
      mallory.call(updateUser, { params, body: { roles: [] } }),
      mallory.call(resetSecondFactor, { params }),
      mallory.call(deleteUser, { params }),
    ];
    for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: "rejected", reason: notGrantable });
  });

  test("but what they hold, they may give, and are told what they lack", async ({ expect }) => {
    const world = await aWorld();
    const { viewer } = await aTarget(world);
    const ann = await somebodyWith(world, ["users:read", "users:write", "logs:read"]);
    const created = await ann.call(createUser, { body: { username: "new", password, roles: [ann.roleId] } });
    expect(created.roles).toEqual([`Role of ${ann.username}`]);
    const refused = ann.call(updateUser, { params: { id: viewer }, body: { displayName: "V" } });
    await expect(refused).rejects.toThrow(/^You do not hold exchanges:read, payloads:read/);
  });

  test("roles and groups that are not there are named", async ({ expect }) => {
    const world = await aWorld();
    const nothing = "0".repeat(32);
    const body = { username: "ann", password, roles: ["VIEWER", `rol_${nothing}`], groups: [`grp_${nothing}`] };
    await expect(world.as("admin").call(createUser, { body })).rejects.toMatchObject({
      code: "invalid-request",
      facts: { errors: [{ pointer: "/body/roles/1" }, { pointer: "/body/groups/0" }] },
    });
  });
});
