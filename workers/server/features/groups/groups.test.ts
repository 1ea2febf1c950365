import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { getSession } from "#schema/contract/auth";
import { addMember, createGroup, createRole, deleteGroup, getGroup, listGroups, removeMember, updateGroup } from "#schema/contract/groups";
import { getUser } from "#schema/contract/users";
import { userGroups } from "#schema/postgres/server/groups";
import { signedIn } from "#test/somebody";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

/** A chain of groups, each under the one before. */
async function aChain(world: World, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    ids.push((await world.as("admin").call(createGroup, { body: { name, parentId: ids.at(-1) ?? null } })).id);
  }
  return ids;
}

describe("a group", () => {
  test("gives its members what it and the groups above it hold, within ten seconds and until they leave", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const [top = "", middle = "", bottom = ""] = await aChain(world, ["Company", "Integration", "Night shift"]);
    const readers = await admin.call(createRole, { body: { name: "Log readers", permissions: ["logs:read"] } });
    await admin.call(updateGroup, { params: { id: top }, body: { roles: [readers.id] } });
    await admin.call(updateGroup, { params: { id: bottom }, body: { roles: ["VIEWER"] } });
    const user = await storeUser(world.deps, { username: "ann", roles: [] });
    await admin.call(addMember, { params: { id: middle, user }, body: {} });
    const ann = await signedIn(world, "ann");
    expect((await ann.call(getSession, {})).user).toMatchObject({ roles: ["Log readers"], permissions: ["logs:read"] });
    expect(await admin.call(getUser, { params: { id: user } })).toMatchObject({ groups: ["Company", "Integration"] });
    await admin.call(removeMember, { params: { id: middle, user } });
    world.clock.advance({ seconds: 10 });
    expect((await ann.call(getSession, {})).user.permissions).toEqual([]);
  });

  test("shows its own roles, those from above, and who is in it", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const [top = "", bottom = ""] = await aChain(world, ["Company", "Integration"]);
    await admin.call(updateGroup, { params: { id: top }, body: { roles: ["VIEWER"] } });
    await admin.call(updateGroup, { params: { id: bottom }, body: { roles: ["OPERATOR"] } });
    const user = await storeUser(world.deps, { username: "ann", roles: [] });
    await admin.call(addMember, { params: { id: bottom, user }, body: {} });
    const viewer = { id: "VIEWER", name: "VIEWER" };
    const shown = { roles: [{ id: "OPERATOR", name: "OPERATOR" }], inheritedRoles: [viewer], members: 1 };
    expect(await admin.call(getGroup, { params: { id: bottom } })).toMatchObject({
      ...shown,
      users: [{ username: "ann", origin: "direct" }],
    });
    expect((await admin.call(listGroups, {})).items).toMatchObject([{ name: "Company", roles: [viewer], members: 0 }, shown]);
  });

  test("keeps whom a rule has put into it when a person takes them out", async ({ expect }) => {
    const world = await aWorld();
    const [id = ""] = await aChain(world, ["Integration"]);
    const userId = await storeUser(world.deps, { username: "ann", roles: [] });
    const row = { tenantId: world.deps.tenant, userId, groupId: id, origin: "managed" as const, ruleId: "rule" };
    await world.deps.db.forTenant(world.deps.tenant).insert(userGroups).values(row);
    await expect(world.as("admin").call(removeMember, { params: { id, user: userId } })).rejects.toMatchObject({ code: "not-found" });
    expect(await world.as("admin").call(getGroup, { params: { id } })).toMatchObject({ users: [{ id: userId, origin: "managed" }] });
  });

  test.for(["integration", " Integration ", "ＩＮＴＥＧＲＡＴＩＯＮ", "Integ\u200Bration"])(
    "has its name for itself: %j is taken too",
    async (name, { expect }) => {
      const world = await aWorld();
      const [, other = ""] = await aChain(world, ["Integration", "Another"]);
      const taken = { code: "conflict", facts: { errors: [{ pointer: "/body/name" }] } };
      await expect(world.as("admin").call(createGroup, { body: { name } })).rejects.toMatchObject(taken);
      await expect(world.as("admin").call(updateGroup, { params: { id: other }, body: { name } })).rejects.toMatchObject(taken);
    },
  );

  test("is not deleted while there are groups under it", async ({ expect }) => {
    const world = await aWorld();
    const [top = "", bottom = ""] = await aChain(world, ["Company", "Integration"]);
    const admin = world.as("admin");
    await expect(admin.call(deleteGroup, { params: { id: top } })).rejects.toMatchObject({ code: "conflict" });
    await admin.call(deleteGroup, { params: { id: bottom } });
    await admin.call(deleteGroup, { params: { id: top } });
    expect((await admin.call(listGroups, {})).items).toEqual([]);
  });

  test("leaves a trace of every change: who, what was before and what is now", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const [id = ""] = await aChain(world, ["Integration"]);
    await admin.call(updateGroup, { params: { id }, body: { name: "Integrators", roles: ["VIEWER"] } });
    await admin.call(deleteGroup, { params: { id } });
    const { items } = await admin.call(listAudit, { query: { limit: 3 } });
    expect(items.map(({ action, actor, target }) => [action, actor, target])).toEqual([
      ["group.delete", "admin", id],
      ["group.update", "admin", id],
      ["group.create", "admin", id],
    ]);
    expect(items[1]?.detail).toMatchObject({
      before: { name: "Integration", roles: [] },
      after: { name: "Integrators", roles: ["VIEWER"] },
    });
  });
});

describe("attack 33: no group", () => {
  test("stands under itself, directly or round several corners", async ({ expect }) => {
    const world = await aWorld();
    const [top = "", middle = "", bottom = ""] = await aChain(world, ["A", "B", "C"]);
    for (const parentId of [top, middle, bottom]) {
      const moved = world.as("admin").call(updateGroup, { params: { id: top }, body: { parentId } });
      await expect(moved).rejects.toMatchObject({ code: "conflict", facts: { errors: [{ pointer: "/body/parentId" }] } });
    }
  });

  test("stands deeper than ten", async ({ expect }) => {
    const world = await aWorld();
    const chain = await aChain(
      world,
      Array.from({ length: 10 }, (_, n) => `Level ${n}`),
    );
    const admin = world.as("admin");
    const eleventh = admin.call(createGroup, { body: { name: "Too deep", parentId: chain.at(-1) ?? null } });
    await expect(eleventh).rejects.toMatchObject({ code: "conflict" });
    const other = await admin.call(createGroup, { body: { name: "Another root" } });
    const lowered = admin.call(updateGroup, { params: { id: chain[0] ?? "" }, body: { parentId: other.id } });
    await expect(lowered).rejects.toMatchObject({ code: "conflict" });
  });

  test("stands under one that is not there, or is another tenant's", async ({ expect }) => {
    const [world, rival] = [await aWorld(), await aWorld()];
    const [theirs = ""] = await aChain(rival, ["Theirs"]);
    const created = world.as("admin").call(createGroup, { body: { name: "Mine", parentId: theirs } });
    await expect(created).rejects.toMatchObject({ code: "invalid-request", facts: { errors: [{ pointer: "/body/parentId" }] } });
  });
});
