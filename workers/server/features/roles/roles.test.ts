import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { getSession } from "#schema/contract/auth";
import { createGroup, createRole, deleteRole, getGroup, listRoles, updateRole } from "#schema/contract/groups";
import { getUser } from "#schema/contract/users";
import { permissions } from "#schema/permissions";
import { thePostgres } from "#test/engines";
import { somebodyWith } from "#test/somebody";
import { storeUser } from "#test/world-people";
import { aWorld } from "#test/world";

describe("a custom role", () => {
  test("permits what it says, and a change of it reaches everybody within ten seconds", async ({ expect }) => {
    const world = await aWorld();
    const ann = await somebodyWith(world, ["logs:read", "users:read"]);
    expect((await ann.call(getSession, {})).user.permissions).toEqual(["logs:read", "users:read"]);
    await world.as("admin").call(updateRole, { params: { id: ann.roleId }, body: { permissions: ["users:read"] } });
    world.clock.advance({ seconds: 10 });
    expect((await ann.call(getSession, {})).user.permissions).toEqual(["users:read"]);
  });

  test("stands beside the built-in ones, with how many hold each and the catalogue of permissions", async ({ expect }) => {
    const world = await aWorld();
    const ann = await somebodyWith(world, ["logs:read"]);
    await world.as("admin").call(createGroup, { body: { name: "Readers", roles: [ann.roleId, "VIEWER"] } });
    const { items, catalogue } = await world.as("admin").call(listRoles, {});
    expect(items).toMatchObject([
      { id: "VIEWER", builtIn: true, users: 0, groups: 1 },
      { id: "OPERATOR", builtIn: true },
      { id: "ADMIN", builtIn: true, permissions: Object.keys(permissions), users: 1 },
      { id: ann.roleId, builtIn: false, permissions: ["logs:read"], users: 1, groups: 1 },
    ]);
    expect(catalogue.map(({ permission }) => permission)).toEqual(Object.keys(permissions));
  });

  test("that somebody holds is deleted only by force, which takes it from users and groups", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const role = await admin.call(createRole, { body: { name: "Readers", permissions: ["logs:read"] } });
    const group = await admin.call(createGroup, { body: { name: "Readers", roles: [role.id] } });
    const user = await storeUser(world.deps, { username: "ann", roles: [role.id] });
    const params = { id: role.id };
    await expect(admin.call(deleteRole, { params, query: {} })).rejects.toMatchObject({ code: "conflict" });
    await admin.call(deleteRole, { params, query: { force: "true" } });
    expect(await admin.call(getUser, { params: { id: user } })).toMatchObject({ roles: [], assignedRoles: [] });
    expect(await admin.call(getGroup, { params: { id: group.id } })).toMatchObject({ roles: [] });
    const { items } = await admin.call(listAudit, { query: { action: "role.delete" } });
    expect(items).toMatchObject([
      { target: role.id, detail: { before: { name: "Readers", permissions: ["logs:read"], users: 1, groups: 1 } } },
    ]);
  });

  test("has its name for itself", async ({ expect }) => {
    const world = await aWorld();
    const create = (name: string) => world.as("admin").call(createRole, { body: { name, permissions: [] } });
    await create("Straße");
    for (const name of ["STRASSE", " straße", "Stra\u00ADße"]) await expect(create(name)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the built-in roles", () => {
  test.for(["admin", "Admin ", "ＡＤＭＩＮ", "АDМIN", "ADM1N", "A D M I N", "admi\u0301n", "vi\u200Bewer", "Ореrаtоr"])(
    "attack 30 and 31: are not imitated by a role named %j",
    async (name, { expect }) => {
      const world = await aWorld();
      const admin = world.as("admin");
      const refused = { code: "conflict", facts: { errors: [{ pointer: "/body/name" }] } };
      await expect(admin.call(createRole, { body: { name, permissions: [] } })).rejects.toMatchObject(refused);
      const own = await admin.call(createRole, { body: { name: "Own", permissions: [] } });
      await expect(admin.call(updateRole, { params: { id: own.id }, body: { name } })).rejects.toMatchObject(refused);
    },
  );

  test.for(["VIEWER", "OPERATOR", "ADMIN"])("attack 31: %s cannot be changed or deleted", async (id, { expect }) => {
    const world = await aWorld();
    const changes = [
      world.as("admin").call(updateRole, { params: { id }, body: { permissions: [] } }),
      world.as("admin").call(deleteRole, { params: { id }, query: { force: "true" } }),
    ];
    for (const outcome of await Promise.allSettled(changes)) expect(outcome).toMatchObject({ reason: { code: "forbidden" } });
  });

  test("attack 31: the database itself refuses a role with such a name", async ({ expect }) => {
    const insert = "insert into roles values ('t', 'rol_1', 'Admin', 'admin', '', '[]', now())";
    await expect(thePostgres().asOwner((owner) => owner.query(insert))).rejects.toThrow("roles_not_built_in");
  });
});
