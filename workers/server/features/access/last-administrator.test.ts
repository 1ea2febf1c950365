import { describe, test } from "vitest";
import { addMember, createGroup, deleteGroup, removeMember, updateGroup } from "#schema/contract/groups";
import { deleteUser, getUser, listUsers, updateUser } from "#schema/contract/users";
import { identities } from "#schema/postgres/server/identities";
import { keepAdministrator, takeDirectRoles } from "#server/features/access/index";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const refused = { code: "last-administrator" };

async function ownId(world: World): Promise<string> {
  const { items } = await world.as("admin").call(listUsers, {});
  return items.find(({ username }) => username === "admin")?.id ?? "";
}

/** The only administrator is one through a group under a group with ADMIN. */
async function throughGroups(world: World) {
  const admin = world.as("admin");
  const id = await ownId(world);
  const above = await admin.call(createGroup, { body: { name: "Administrators", roles: ["ADMIN"] } });
  const under = await admin.call(createGroup, { body: { name: "On call", parentId: above.id } });
  await admin.call(addMember, { params: { id: under.id, user: id }, body: {} });
  await admin.call(updateUser, { params: { id }, body: { roles: [] } });
  return { admin, id, above: above.id, under: under.id };
}

describe("attack 32: the last administrator", () => {
  test.for([{ roles: ["VIEWER"] }, { roles: [] }, { disabled: true }])("cannot be lost by %j", async (body, { expect }) => {
    const world = await aWorld();
    await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
    await expect(world.as("admin").call(updateUser, { params: { id: await ownId(world) }, body })).rejects.toMatchObject(refused);
  });

  test("cannot be deleted, and nothing of them is gone after the attempt", async ({ expect }) => {
    const world = await aWorld();
    const id = await ownId(world);
    await expect(world.as("admin").call(deleteUser, { params: { id } })).rejects.toMatchObject(refused);
    expect(await world.as("admin").call(getUser, { params: { id } })).toMatchObject({ roles: ["ADMIN"], disabled: false });
  });

  test("cannot be lost through the groups that made them one", async ({ expect }) => {
    const world = await aWorld();
    const { admin, id, above, under } = await throughGroups(world);
    const calls = [
      admin.call(removeMember, { params: { id: under, user: id } }),
      admin.call(updateUser, { params: { id }, body: { groups: [] } }),
      admin.call(updateGroup, { params: { id: above }, body: { roles: [] } }),
      admin.call(updateGroup, { params: { id: under }, body: { parentId: null } }),
      admin.call(deleteGroup, { params: { id: under } }),
    ];
    for (const outcome of await Promise.allSettled(calls)) expect(outcome).toMatchObject({ status: "rejected", reason: refused });
    expect(await admin.call(getUser, { params: { id } })).toMatchObject({ roles: ["ADMIN"], groups: ["Administrators", "On call"] });
  });

  test("may go once there is another who can sign in", async ({ expect }) => {
    const world = await aWorld();
    const { admin, under, id } = await throughGroups(world);
    await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    await admin.call(removeMember, { params: { id: under, user: id } });
    world.clock.advance({ seconds: 10 });
    await expect(admin.call(listUsers, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is the last one although there is one who is disabled", async ({ expect }) => {
    const world = await aWorld();
    const other = await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    await world.as("admin").call(updateUser, { params: { id: other }, body: { disabled: true } });
    const own = world.as("admin").call(updateUser, { params: { id: await ownId(world) }, body: { disabled: true } });
    await expect(own).rejects.toMatchObject(refused);
  });

  test("is the last one although there is one with a password, when passwords are good for nothing", async ({ expect }) => {
    const world = await aWorld();
    const [id, { deps }] = [await ownId(world), world];
    const db = deps.db.forTenant(deps.tenant);
    await storeUser(deps, { username: "boss", roles: ["ADMIN"] });
    const known = { tenantId: deps.tenant, id: deps.newId("identity"), issuer: "https://idp.example", subject: "1", userId: id };
    await db.insert(identities).values({ ...known, username: "", displayName: "", email: "", firstSeenAt: 0, lastSeenAt: 0, claims: {} });
    const demote = (localLogin: boolean) =>
      db.transaction((tx) => keepAdministrator(tx, { localLogin }, async () => void (await takeDirectRoles(tx, id))));
    await expect(demote(false)).rejects.toMatchObject(refused);
    await expect(demote(true)).resolves.toBeUndefined();
  });
});
