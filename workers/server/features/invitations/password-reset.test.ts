import { Secret, TOTP } from "otpauth";
import { describe, test } from "vitest";
import { beginSecondFactor, confirmSecondFactor } from "#schema/contract/account";
import { changePassword, getSession, logIn } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { createPasswordReset, listInvitations, openLink, resetPassword } from "#schema/contract/invitations";
import { createApiKey, createServiceAccount } from "#schema/contract/service-accounts";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const ann = { username: "ann", password: worldPassword };
const next = "second horse battery";
const over = { code: "not-found" };

interface Ann {
  readonly world: World;
  readonly id: string;
  readonly caller: Caller;
  readonly reset: () => Promise<string>;
}

async function worldWithAnn(): Promise<Ann> {
  const world = await aWorld();
  const id = await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
  const { accessToken } = await world.anonymous.call(logIn, { body: ann });
  const reset = async (): Promise<string> => {
    const { url } = await world.as("admin").call(createPasswordReset, { params: { id }, body: {} });
    return url.split("#")[1] ?? "";
  };
  return { world, id, caller: world.with({ authorization: `Bearer ${accessToken}` }), reset };
}

const use = (world: World, secret: string, password = next) => world.anonymous.call(resetPassword, { body: { secret, password } });
const signIn = (world: World, password: string) => world.anonymous.call(logIn, { body: { ...ann, password } });

describe("a password reset", () => {
  test("sets the password and ends every session, everywhere within ten seconds", async ({ expect }) => {
    const { world, id, caller, reset } = await worldWithAnn();
    await caller.call(getSession, {});
    const secret = await reset();
    expect(await world.anonymous.call(openLink, { body: { secret } })).toMatchObject({ kind: "password-reset", recipient: "ann" });
    expect(await use(world, secret)).toEqual({ username: "ann" });
    world.clock.advance({ seconds: 10 });
    await expect(caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(signIn(world, worldPassword)).rejects.toMatchObject({ code: "invalid-credentials" });
    expect(await signIn(world, next)).toMatchObject({ user: { username: "ann" } });
    const { items } = await world.as("admin").call(listAudit, { query: { target: id } });
    expect(items.map(({ action, actor }) => [action, actor])).toEqual([
      ["password.reset", "ann"],
      ["password-reset.create", "admin"],
    ]);
  });

  test("is good once, also for eight who use it at the same moment", async ({ expect }) => {
    const { world, reset } = await worldWithAnn();
    const secret = await reset();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        world.with({ "cf-connecting-ip": `203.0.113.${at}` }).call(resetPassword, { body: { secret, password: `${next} ${at}` } }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("lasts a day, and only the newest is good", async ({ expect }) => {
    const { world, reset } = await worldWithAnn();
    const first = await reset();
    world.clock.advance({ seconds: 1 });
    const second = await reset();
    await expect(use(world, first)).rejects.toMatchObject(over);
    world.clock.advance({ seconds: 86_400 });
    await expect(use(world, second)).rejects.toMatchObject(over);
    const { items } = await world.as("admin").call(listInvitations, {});
    expect(items.map(({ state }) => state)).toEqual(["expired", "revoked"]);
  });

  test("ends when the person sets a password otherwise", async ({ expect }) => {
    const { world, caller, reset } = await worldWithAnn();
    const secret = await reset();
    world.clock.advance({ seconds: 1 });
    await caller.call(changePassword, { body: { current: worldPassword, next } });
    await expect(use(world, secret, "third horse battery")).rejects.toMatchObject(over);
  });

  test("refuses a password that is tried first, and stays good", async ({ expect }) => {
    const { world, reset } = await worldWithAnn();
    const secret = await reset();
    await expect(use(world, secret, "password123")).rejects.toMatchObject({ code: "invalid-request" });
    expect(await use(world, secret)).toEqual({ username: "ann" });
  });

  test("attack 23: does not take the second factor away", async ({ expect }) => {
    const { world, caller, reset } = await worldWithAnn();
    const { secret: shared } = await caller.call(beginSecondFactor, { body: { password: worldPassword } });
    const code = TOTP.generate({ secret: Secret.fromBase32(shared), timestamp: world.clock.now() });
    await caller.call(confirmSecondFactor, { body: { code } });
    await use(world, await reset());
    await expect(signIn(world, next)).rejects.toMatchObject({ code: "second-factor-needed" });
  });

  test("attack 27: is made by somebody who holds all that the other one does", async ({ expect }) => {
    const { world, id } = await worldWithAnn();
    const admin = world.as("admin");
    const account = await admin.call(createServiceAccount, { body: { name: "Help desk" } });
    const permissions = ["users:write" as const];
    const { key } = await admin.call(createApiKey, { params: { id: account.id }, body: { name: "key", permissions } });
    const desk = world.with({ authorization: `Bearer ${key}` });
    const boss = await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    for (const victim of [boss, id]) {
      const reset = desk.call(createPasswordReset, { params: { id: victim }, body: {} });
      await expect(reset).rejects.toMatchObject({ code: "not-grantable" });
    }
  });
});
