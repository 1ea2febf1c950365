import { createHook } from "node:async_hooks";
import { describe, test } from "vitest";
import { getSession, logIn } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const ann = { username: "Ann", password: worldPassword };

async function worldWithAnn(): Promise<World> {
  const world = await aWorld();
  await storeUser(world.deps, { username: "Ann", roles: ["VIEWER"] });
  return world;
}

function from(world: World, address: string): Caller {
  return world.with({ "cf-connecting-ip": address });
}

async function fail(caller: Caller, times: number, body = { ...ann, password: "wrong" }): Promise<unknown[]> {
  const problems: unknown[] = [];
  for (let attempt = 0; attempt < times; attempt += 1)
    problems.push(await caller.call(logIn, { body }).catch((problem: unknown) => problem));
  return problems;
}

describe("signing in through the API", () => {
  test("username and password give an access token that works", async ({ expect }) => {
    const world = await worldWithAnn();
    const tokens = await world.anonymous.call(logIn, { body: { ...ann, username: "ANN" } });
    expect(tokens).toMatchObject({
      tokenType: "Bearer",
      expiresIn: 600,
      refreshExpiresIn: 2_592_000,
      user: { username: "Ann", roles: ["VIEWER"] },
    });
    const signedIn = world.with({ authorization: `Bearer ${tokens.accessToken}` });
    expect(await signedIn.call(getSession, {})).toMatchObject({ user: { username: "Ann" } });
  });

  test("attack 21: an unknown name and a wrong password get the same answer", async ({ expect }) => {
    const world = await worldWithAnn();
    const said = async (body: object): Promise<unknown[]> => {
      const response = await world.anonymous.fetch("/api/v1/auth/login", { method: "POST", body: JSON.stringify(body) });
      return [response.status, { ...((await response.json()) as object), instance: "" }];
    };
    const wrong = await said({ ...ann, password: "wrong" });
    expect(wrong).toMatchObject([401, { code: "invalid-credentials" }]);
    expect(await said({ username: "nobody", password: "wrong" })).toEqual(wrong);
  });

  test("attack 21: an unknown name costs what a wrong password costs: one hash", async ({ expect }) => {
    const world = await worldWithAnn();
    let hashes = 0;
    const counting = createHook({ init: (...[, type]) => void (type === "SCRYPTREQUEST" && (hashes += 1)) }).enable();
    for (const username of ["Ann", "nobody", "Ann", "somebody"]) await fail(world.anonymous, 1, { username, password: "wrong" });
    counting.disable();
    expect(hashes).toBe(4);
  });

  test("success and failure are in the audit log, with where they came from and without the password", async ({ expect }) => {
    const world = await worldWithAnn();
    await fail(from(world, "203.0.113.7"), 1);
    world.clock.advance({ seconds: 1 });
    await from(world, "203.0.113.8").call(logIn, { body: ann });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "token.issue" } });
    expect(items).toMatchObject([
      { actor: "Ann", outcome: "success", ip: "203.0.113.8" },
      { actor: "Ann", outcome: "failure", ip: "203.0.113.7", detail: { reason: "wrong-password" } },
    ]);
    expect(JSON.stringify([items, world.lines])).not.toContain(worldPassword);
  });

  test("attack 22: five failures stop a guesser for the rest of five minutes, also with the right password", async ({ expect }) => {
    const world = await worldWithAnn();
    const guesser = from(world, "203.0.113.7");
    expect(await fail(guesser, 5)).toMatchObject(Array.from({ length: 5 }, () => ({ code: "invalid-credentials" })));
    world.clock.advance({ seconds: 100 });
    expect(await fail(guesser, 1, ann)).toMatchObject([{ code: "rate-limited", facts: { retryAfterSeconds: 200 } }]);
    world.clock.advance({ seconds: 200 });
    expect(await guesser.call(logIn, { body: ann })).toMatchObject({ user: { username: "Ann" } });
  });

  test("attack 22: a guesser elsewhere does not lock the person out", async ({ expect }) => {
    const world = await worldWithAnn();
    await fail(from(world, "203.0.113.7"), 6);
    expect(await from(world, "198.51.100.1").call(logIn, { body: ann })).toMatchObject({ user: { username: "Ann" } });
  });

  test("attack 22: guesses that arrive all at once are counted all", async ({ expect }) => {
    const world = await worldWithAnn();
    const guesser = from(world, "203.0.113.7");
    const answers = (await Promise.all(Array.from({ length: 12 }, () => fail(guesser, 1)))).flat() as { code: string }[];
    expect(answers.filter(({ code }) => code === "invalid-credentials")).toHaveLength(5);
  });

  test("what was throttled is told to the audit log once", async ({ expect }) => {
    const world = await worldWithAnn();
    await fail(from(world, "203.0.113.7"), 9);
    const { items } = await world.as("admin").call(listAudit, { query: { action: "token.issue" } });
    expect(items.filter(({ detail }) => detail["reason"] === "throttled")).toHaveLength(1);
  });

  test("signing in often is no guessing", async ({ expect }) => {
    const world = await worldWithAnn();
    for (let time = 0; time < 12; time += 1) {
      expect(await world.anonymous.call(logIn, { body: ann })).toMatchObject({ user: { username: "Ann" } });
    }
  });

  test("is refused where local sign-in is switched off", async ({ expect }) => {
    const world = await aWorld({ localLogin: false });
    await expect(world.anonymous.call(logIn, { body: ann })).rejects.toMatchObject({ code: "local-login-disabled" });
  });
});
