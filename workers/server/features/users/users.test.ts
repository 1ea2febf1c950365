import { describe, test } from "vitest";
import { getSession, logIn } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { createUser, listUsers, updateUser } from "#schema/contract/users";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

async function idOf(world: World, username: string): Promise<string> {
  const { items } = await world.as("admin").call(listUsers, {});
  return items.find((user) => user.username === username)?.id ?? "";
}

const newUser = { username: "Ann", displayName: "Ann Example", password: "correct horse battery", roles: ["VIEWER"] };

describe("users", () => {
  test("somebody new may sign in with the roles given, and the audit log says who let them in", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const created = await admin.call(createUser, { body: { ...newUser, roles: ["VIEWER", "OPERATOR", "VIEWER"] } });
    expect(created).toMatchObject({
      username: "Ann",
      displayName: "Ann Example",
      roles: ["OPERATOR", "VIEWER"],
      disabled: false,
      lastSignInAt: null,
    });
    await world.anonymous.call(logIn, { body: { username: "ann", password: newUser.password } });
    const { items } = await admin.call(listUsers, {});
    expect(items).toMatchObject([{ username: "admin" }, { ...created, lastSignInAt: "2026-11-22T04:00:00.000Z" }]);
    const audit = await admin.call(listAudit, { query: { action: "user.create" } });
    expect(audit.items).toMatchObject([{ actor: "admin", target: created.id, outcome: "success" }]);
    expect(JSON.stringify(audit)).not.toContain(newUser.password);
  });

  test("a name is taken whatever its case, also for two who ask at once", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const both = await Promise.allSettled([
      admin.call(createUser, { body: newUser }),
      admin.call(createUser, { body: { ...newUser, username: "aNN" } }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await admin.call(listUsers, {})).items).toHaveLength(2);
    const again = admin.call(createUser, { body: newUser });
    await expect(again).rejects.toMatchObject({ code: "conflict", facts: { errors: [{ pointer: "/body/username" }] } });
  });

  test("a role that is taken away is gone in every isolate within ten seconds", async ({ expect }) => {
    const world = await aWorld();
    await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    const { accessToken } = await world.anonymous.call(logIn, { body: { username: "boss", password: worldPassword } });
    const elsewhere = world.anotherIsolate().with({ authorization: `Bearer ${accessToken}` });
    await elsewhere.call(listUsers, {});
    await world.as("admin").call(updateUser, { params: { id: await idOf(world, "boss") }, body: { roles: ["VIEWER"] } });
    world.clock.advance({ seconds: 10 });
    await expect(elsewhere.call(listUsers, {})).rejects.toMatchObject({ code: "forbidden" });
    expect(await elsewhere.call(getSession, {})).toMatchObject({ user: { roles: ["VIEWER"] } });
  });

  test("disabling somebody ends what they are doing within ten seconds and keeps them out", async ({ expect }) => {
    const world = await aWorld();
    await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
    const { accessToken } = await world.anonymous.call(logIn, { body: { username: "ann", password: worldPassword } });
    const ann = world.anotherIsolate().with({ authorization: `Bearer ${accessToken}` });
    await ann.call(getSession, {});
    await world.as("admin").call(updateUser, { params: { id: await idOf(world, "ann") }, body: { disabled: true } });
    world.clock.advance({ seconds: 10 });
    await expect(ann.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    const again = world.anonymous.call(logIn, { body: { username: "ann", password: worldPassword } });
    await expect(again).rejects.toMatchObject({ code: "invalid-credentials" });
  });

  test("a change tells the audit log what was before, and never a password", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const id = await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
    await admin.call(updateUser, { params: { id }, body: { displayName: "Ann", roles: ["OPERATOR"], password: "another horse battery" } });
    const { items } = await admin.call(listAudit, { query: { action: "user.update" } });
    expect(items).toMatchObject([
      {
        target: id,
        detail: { before: { displayName: "", roles: ["VIEWER"] }, after: { displayName: "Ann", roles: ["OPERATOR"] }, passwordSet: true },
      },
    ]);
    expect(JSON.stringify([items, world.lines])).not.toContain("another horse");
  });

  test("somebody who is not there, or in another tenant, is not found", async ({ expect }) => {
    const world = await aWorld();
    const rival = await aWorld();
    const id = await storeUser(rival.deps, { username: "ann", roles: ["VIEWER"] });
    const change = world.as("admin").call(updateUser, { params: { id }, body: { displayName: "Mine" } });
    await expect(change).rejects.toMatchObject({ code: "not-found" });
    expect((await rival.as("admin").call(listUsers, {})).items).toMatchObject([{ username: "admin" }, { displayName: "" }]);
  });
});
