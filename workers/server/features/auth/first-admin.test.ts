import { describe, test } from "vitest";
import { getCapabilities, logIn, setUp } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { listUsers, updateUser } from "#schema/contract/users";
import { Secret } from "#server/platform/secret";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const root = { username: "root", password: "first horse battery" };
const firstAdmin = { username: root.username, password: new Secret(root.password) };
const setupToken = new Secret("cml_setup_123456789");
const answers = { token: setupToken.reveal(), username: "root", password: root.password };

async function asRoot(world: World): Promise<Caller> {
  const { accessToken } = await world.anonymous.call(logIn, { body: root });
  return world.with({ authorization: `Bearer ${accessToken}` });
}

describe("the administrator of the settings", () => {
  test("may sign in at once and holds every permission", async ({ expect }) => {
    const world = await aWorld({ firstAdmin });
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject({ localLogin: true, setupNeeded: false });
    expect(await world.anonymous.call(logIn, { body: root })).toMatchObject({ user: { username: "root", roles: ["ADMIN"] } });
  });

  test("is created once, however many isolates are asked at the same moment", async ({ expect }) => {
    const world = await aWorld({ firstAdmin });
    const isolates = Array.from({ length: 4 }, () => world.anotherIsolate());
    await Promise.all(isolates.map((isolate) => isolate.anonymous.call(logIn, { body: root })));
    const admin = await asRoot(world);
    expect((await admin.call(listUsers, {})).items).toHaveLength(1);
    expect((await admin.call(listAudit, { query: { action: "user.create" } })).items).toMatchObject([
      { actor: "settings", target: "root" },
    ]);
  });

  test("does not come back after being disabled", async ({ expect }) => {
    const world = await aWorld({ firstAdmin });
    const admin = await asRoot(world);
    const [user] = (await admin.call(listUsers, {})).items;
    await storeUser(world.deps, { username: "ann", roles: ["ADMIN"] });
    await admin.call(updateUser, { params: { id: user?.id ?? "" }, body: { disabled: true } });
    await expect(world.anotherIsolate().anonymous.call(logIn, { body: root })).rejects.toMatchObject({ code: "invalid-credentials" });
  });

  test("keeps a password that was changed", async ({ expect }) => {
    const world = await aWorld({ firstAdmin });
    const admin = await asRoot(world);
    const [user] = (await admin.call(listUsers, {})).items;
    await admin.call(updateUser, { params: { id: user?.id ?? "" }, body: { password: worldPassword } });
    await expect(world.anonymous.call(logIn, { body: root })).rejects.toMatchObject({ code: "invalid-credentials" });
    expect(await world.anonymous.call(logIn, { body: { ...root, password: worldPassword } })).toMatchObject({ user: { username: "root" } });
  });
});

describe("setting up with the one-time token", () => {
  test("creates the administrator and signs the browser in", async ({ expect }) => {
    const world = await aWorld({ setupToken });
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject({ setupNeeded: true });
    const response = await world.anonymous.fetch("/api/v1/setup", { method: "POST", body: JSON.stringify(answers) });
    expect([response.status, await response.json()]).toMatchObject([201, { user: { username: "root", roles: ["ADMIN"] } }]);
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await world.with({ cookie }).call(listUsers, {})).items).toMatchObject([{ username: "root" }]);
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject({ setupNeeded: false });
  });

  test("works once", async ({ expect }) => {
    const world = await aWorld({ setupToken });
    const tries = ["ann", "bob", "eve"].map((username) => world.anonymous.call(setUp, { body: { ...answers, username } }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(world.anonymous.call(setUp, { body: answers })).rejects.toMatchObject({ code: "already-set-up" });
  });

  test("a wrong token creates nobody, and guessing it is slowed down", async ({ expect }) => {
    const world = await aWorld({ setupToken });
    const guess = (): Promise<unknown> => world.anonymous.call(setUp, { body: { ...answers, token: "wrong" } });
    for (let attempt = 0; attempt < 5; attempt += 1) await expect(guess()).rejects.toMatchObject({ code: "invalid-credentials" });
    await expect(guess()).rejects.toMatchObject({ code: "rate-limited" });
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject({ setupNeeded: true });
  });

  test("without a set-up token in the settings no token is good", async ({ expect }) => {
    const world = await aWorld();
    await expect(world.anonymous.call(setUp, { body: { ...answers, token: "undefined" } })).rejects.toMatchObject({
      code: "invalid-credentials",
    });
  });
});
