import { Secret, TOTP } from "otpauth";
import { describe, test } from "vitest";
import {
  beginSecondFactor,
  confirmSecondFactor,
  getAccount,
  listOwnSessions,
  removeSecondFactor,
  renewRecoveryCodes,
} from "#schema/contract/account";
import { getSession, logIn, openSession, refreshTokens } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { buildApp } from "#server/app";
import type { KeyRing } from "#server/platform/keys";
import { keysOf } from "#server/platform/keys";
import { Secret as ServerSecret } from "#server/platform/secret";
import type { Caller, World } from "#test/world";
import { aWorld, baseUrl } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const password = worldPassword;
const ann = { username: "ann", password };

interface Ann {
  readonly world: World;
  readonly caller: Caller;
  /** What the app shows now. */
  readonly code: () => string;
  readonly recoveryCodes: readonly string[];
}

async function annSignsIn(world: World): Promise<{ caller: Caller }> {
  await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
  const { accessToken } = await world.anonymous.call(logIn, { body: ann });
  return { caller: world.with({ authorization: `Bearer ${accessToken}` }) };
}

/** Ann, who has just set up her authenticator app; the clock stands at the next half minute. */
async function annWithApp(): Promise<Ann> {
  const world = await aWorld();
  const { caller } = await annSignsIn(world);
  const { secret } = await caller.call(beginSecondFactor, { body: { password } });
  const code = (): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.clock.now() });
  const { recoveryCodes } = await caller.call(confirmSecondFactor, { body: { code: code() } });
  world.clock.advance({ seconds: 30 });
  return { world, caller, code, recoveryCodes };
}

const signIn = (world: World, code?: string) => world.anonymous.call(logIn, { body: { ...ann, code } });
const wrong = { code: "invalid-credentials" };

describe("a second factor", () => {
  test("is offered as an address that apps read, and changes nothing before it is confirmed", async ({ expect }) => {
    const world = await aWorld();
    const { caller } = await annSignsIn(world);
    const { secret, uri } = await caller.call(beginSecondFactor, { body: { password } });
    expect(uri).toMatch(new RegExp(`^otpauth://totp/Cameleer:ann\\?issuer=Cameleer&secret=${secret}&algorithm=SHA1&digits=6&period=30$`));
    expect(await caller.call(getAccount, {})).toMatchObject({ secondFactor: null });
    expect(await signIn(world)).toMatchObject({ user: { username: "ann" } });
    await expect(caller.call(confirmSecondFactor, { body: { code: "000000" } })).rejects.toMatchObject(wrong);
    expect(await signIn(world)).toMatchObject({ user: { username: "ann" } });
  });

  test("needs the password to begin, and begins once", async ({ expect }) => {
    const { caller } = await annWithApp();
    await expect(caller.call(beginSecondFactor, { body: { password: "wrong" } })).rejects.toMatchObject(wrong);
    await expect(caller.call(beginSecondFactor, { body: { password } })).rejects.toMatchObject({ code: "conflict" });
  });

  test("that nobody confirms within half an hour is begun anew", async ({ expect }) => {
    const world = await aWorld();
    const { caller } = await annSignsIn(world);
    const { secret } = await caller.call(beginSecondFactor, { body: { password } });
    world.clock.advance({ seconds: 1_801 });
    const code = TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.clock.now() });
    const { accessToken } = await signIn(world);
    const later = world.with({ authorization: `Bearer ${accessToken}` });
    await expect(later.call(confirmSecondFactor, { body: { code } })).rejects.toMatchObject({ code: "conflict" });
  });

  test("is asked for after the right password, by the API and by the browser's sign-in", async ({ expect }) => {
    const { world, code } = await annWithApp();
    for (const endpoint of [logIn, openSession]) {
      await expect(world.anonymous.call(endpoint, { body: ann })).rejects.toMatchObject({ code: "second-factor-needed" });
      await expect(world.anonymous.call(endpoint, { body: { ...ann, password: "wrong" } })).rejects.toMatchObject(wrong);
      expect(await world.anonymous.call(endpoint, { body: { ...ann, code: code() } })).toMatchObject({ user: { username: "ann" } });
      world.clock.advance({ seconds: 30 });
    }
  });

  test("attack 23: before the code there is no session, no token and no cookie", async ({ expect }) => {
    const { world, caller } = await annWithApp();
    const before = await caller.call(listOwnSessions, {});
    for (const path of ["/api/v1/auth/login", "/api/v1/auth/session"]) {
      const response = await world.anonymous.fetch(path, { method: "POST", body: JSON.stringify(ann) });
      expect([response.status, response.headers.get("set-cookie")]).toEqual([401, null]);
      expect(Object.keys((await response.json()) as object).toSorted()).toEqual(["code", "instance", "status", "title", "type"]);
    }
    expect(await caller.call(listOwnSessions, {})).toEqual(before);
  });

  test("attack 23: a code is good once, also for twenty who send it at the same moment", async ({ expect }) => {
    const { world, code } = await annWithApp();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, caller) =>
        world.with({ "cf-connecting-ip": `203.0.113.${caller}` }).call(logIn, { body: { ...ann, code: code() } }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    world.clock.advance({ seconds: 29 });
    await expect(signIn(world, code())).rejects.toMatchObject(wrong);
  });

  test("attack 23: an older code is no good once a newer one was used, nor the one that confirmed", async ({ expect }) => {
    const world = await aWorld();
    const { caller } = await annSignsIn(world);
    const { secret } = await caller.call(beginSecondFactor, { body: { password } });
    const at = (offsetMs: number): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: world.clock.now() + offsetMs });
    await caller.call(confirmSecondFactor, { body: { code: at(0) } });
    await expect(signIn(world, at(0))).rejects.toMatchObject(wrong);
    await expect(signIn(world, at(-30_000))).rejects.toMatchObject(wrong);
    expect(await signIn(world, at(30_000))).toMatchObject({ user: { username: "ann" } });
    world.clock.advance({ seconds: 30 });
    await expect(signIn(world, at(0))).rejects.toMatchObject(wrong);
    await expect(signIn(world, at(60_000))).rejects.toMatchObject(wrong);
  });

  test("attack 23: five wrong codes are five wrong passwords; being asked for the code is none", async ({ expect }) => {
    const { world, code } = await annWithApp();
    for (let time = 0; time < 7; time += 1) await expect(signIn(world)).rejects.toMatchObject({ code: "second-factor-needed" });
    for (let time = 0; time < 5; time += 1) await expect(signIn(world, "000000")).rejects.toMatchObject(wrong);
    await expect(signIn(world, code())).rejects.toMatchObject({ code: "rate-limited" });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "token.issue" } });
    expect(items.filter(({ detail }) => detail["reason"] === "wrong-code")).toHaveLength(5);
  });

  test("attack 23: tokens of a full sign-in are refreshed without a code, and nothing else is", async ({ expect }) => {
    const { world, code } = await annWithApp();
    const { refreshToken } = await signIn(world, code());
    const { accessToken } = await world.anonymous.call(refreshTokens, { body: { refreshToken } });
    expect(await world.with({ authorization: `Bearer ${accessToken}` }).call(getSession, {})).toMatchObject({ user: { username: "ann" } });
  });

  test("is removed with password and code only", async ({ expect }) => {
    const { world, caller, code } = await annWithApp();
    const remove = (body: { password: string; code: string }) => caller.call(removeSecondFactor, { body });
    await expect(remove({ password: "wrong", code: code() })).rejects.toMatchObject(wrong);
    await expect(remove({ password, code: "000000" })).rejects.toMatchObject(wrong);
    await expect(signIn(world)).rejects.toMatchObject({ code: "second-factor-needed" });
    await remove({ password, code: code() });
    expect(await signIn(world)).toMatchObject({ user: { username: "ann" } });
    expect(await caller.call(getAccount, {})).toMatchObject({ secondFactor: null });
    await expect(remove({ password, code: "000000" })).rejects.toMatchObject(wrong);
  });

  test("is sealed anew when it is used, so that a server secret that was replaced can go", async ({ expect }) => {
    const { world, code } = await annWithApp();
    const { tenant, clock, config } = world.deps;
    const present = new ServerSecret("present".repeat(8));
    const statusUnder = async (...secrets: KeyRing["secrets"]): Promise<number> => {
      const app = buildApp({ ...world.deps, keys: keysOf({ secrets, tenant, clock }) }, {} as Fetcher);
      const body = JSON.stringify({ ...ann, code: code() });
      const { status } = await app.fetch(new Request(`${baseUrl}/api/v1/auth/login`, { method: "POST", body }));
      world.clock.advance({ seconds: 30 });
      return status;
    };
    expect(await statusUnder(present)).toBe(500);
    expect(await statusUnder(present, config.secrets[0])).toBe(200);
    expect(await statusUnder(present)).toBe(200);
  });

  test("every step is in the audit log, without secret and codes", async ({ expect }) => {
    const { world, caller, code, recoveryCodes } = await annWithApp();
    await caller.call(renewRecoveryCodes, { body: { password, code: code() } });
    world.clock.advance({ seconds: 30 });
    await caller.call(removeSecondFactor, { body: { password, code: code() } });
    const { items } = await world.as("admin").call(listAudit, { query: {} });
    const actions = items.filter(({ outcome }) => outcome === "success").map(({ action }) => action);
    for (const action of ["second-factor.begin", "second-factor.confirm", "recovery-codes.renew", "second-factor.remove"])
      expect(actions).toContain(action);
    const told = JSON.stringify([items, world.lines]);
    for (const secret of recoveryCodes) expect(told).not.toContain(secret);
  });
});

describe("recovery codes", () => {
  test("are ten, each good once instead of the app's code, however they are typed", async ({ expect }) => {
    const { world, caller, recoveryCodes } = await annWithApp();
    const [first = "", second = ""] = recoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await signIn(world, first)).toMatchObject({ user: { username: "ann" } });
    expect(await signIn(world, ` ${second.replaceAll("-", " ").toUpperCase().replaceAll("0", "O")} `)).toMatchObject({
      user: { username: "ann" },
    });
    for (const used of [first, second]) await expect(signIn(world, used)).rejects.toMatchObject(wrong);
    expect(await caller.call(getAccount, {})).toMatchObject({ secondFactor: { recoveryCodesLeft: 8 } });
  });

  test("attack 23: of twenty who send the same one at once one is let in", async ({ expect }) => {
    const { world, recoveryCodes } = await annWithApp();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, caller) =>
        world.with({ "cf-connecting-ip": `203.0.113.${caller}` }).call(logIn, { body: { ...ann, code: recoveryCodes[0] } }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { items } = await world.as("admin").call(listAudit, { query: { action: "recovery-code.use" } });
    expect(items).toMatchObject([{ actor: "ann", outcome: "success" }]);
  });

  test("end when new ones are made, for password and code", async ({ expect }) => {
    const { world, caller, code, recoveryCodes } = await annWithApp();
    await expect(caller.call(renewRecoveryCodes, { body: { password, code: "000000" } })).rejects.toMatchObject(wrong);
    const renewed = await caller.call(renewRecoveryCodes, { body: { password, code: code() } });
    await expect(signIn(world, recoveryCodes[0])).rejects.toMatchObject(wrong);
    expect(await signIn(world, renewed.recoveryCodes[0])).toMatchObject({ user: { username: "ann" } });
  });

  test("of somebody else are worth nothing", async ({ expect }) => {
    const { world, recoveryCodes } = await annWithApp();
    await storeUser(world.deps, { username: "bob", roles: ["VIEWER"] });
    const { accessToken } = await world.anonymous.call(logIn, { body: { ...ann, username: "bob" } });
    const bob = world.with({ authorization: `Bearer ${accessToken}` });
    const removal = bob.call(removeSecondFactor, { body: { password, code: recoveryCodes[0] ?? "" } });
    await expect(removal).rejects.toMatchObject(wrong);
  });
});
