import { describe, test } from "vitest";
import { getSession, logIn, logOut, refreshTokens } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { listUsers, updateUser } from "#schema/contract/users";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

async function signedIn(world: World): Promise<Tokens> {
  await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
  return world.anonymous.call(logIn, { body: { username: "ann", password: worldPassword } });
}

const refresh = (world: World, { refreshToken }: Tokens): Promise<Tokens> =>
  world.anonymous.call(refreshTokens, { body: { refreshToken } });
const bearer = (world: World, { accessToken }: Tokens): Caller => world.with({ authorization: `Bearer ${accessToken}` });

describe("refresh tokens", () => {
  test("each is good once and gives the next", async ({ expect }) => {
    const world = await aWorld();
    const first = await signedIn(world);
    const second = await refresh(world, first);
    const third = await refresh(world, second);
    expect(new Set([first, second, third].map(({ refreshToken }) => refreshToken)).size).toBe(3);
    expect(await bearer(world, third).call(getSession, {})).toMatchObject({ user: { username: "ann" } });
  });

  test("attack 14: one that comes back after its use ends the whole family, its access tokens too", async ({ expect }) => {
    const world = await aWorld();
    const elsewhere = world.anotherIsolate();
    const first = await signedIn(world);
    const second = await refresh(world, first);
    await bearer(elsewhere, second).call(getSession, {});
    await expect(refresh(world, first)).rejects.toMatchObject({ code: "invalid-credentials" });
    await expect(refresh(world, second)).rejects.toMatchObject({ code: "invalid-credentials" });
    world.clock.advance({ seconds: 10 });
    await expect(bearer(elsewhere, second).call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "token.reuse" } });
    expect(items).toMatchObject([{ outcome: "failure" }]);
  });

  test("attack 14: of twenty callers with the same one at most one gets a successor, which is dead then", async ({ expect }) => {
    const world = await aWorld();
    const first = await signedIn(world);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => refresh(world, first)));
    const successors = answers.filter((answer) => answer.status === "fulfilled").map(({ value }) => value);
    expect(successors).toHaveLength(1);
    for (const successor of successors) await expect(refresh(world, successor)).rejects.toMatchObject({ code: "invalid-credentials" });
  });

  test("they last thirty days from the sign-in, however often they are exchanged", async ({ expect }) => {
    const world = await aWorld();
    const first = await signedIn(world);
    world.clock.advance({ seconds: 30 * 86_400 - 1 });
    const second = await refresh(world, first);
    world.clock.advance({ seconds: 1 });
    await expect(refresh(world, second)).rejects.toMatchObject({ code: "invalid-credentials" });
  });

  test("signing out ends the family and says the same for a token that is none", async ({ expect }) => {
    const world = await aWorld();
    const tokens = await signedIn(world);
    await bearer(world, tokens).call(getSession, {});
    await world.anonymous.call(logOut, { body: { refreshToken: tokens.refreshToken } });
    await world.anonymous.call(logOut, { body: { refreshToken: "cml_r_nonsense" } });
    await expect(refresh(world, tokens)).rejects.toMatchObject({ code: "invalid-credentials" });
    world.clock.advance({ seconds: 10 });
    await expect(bearer(world, tokens).call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a disabled user's are worth nothing", async ({ expect }) => {
    const world = await aWorld();
    const tokens = await signedIn(world);
    const { items } = await world.as("admin").call(listUsers, {});
    const id = items.find(({ username }) => username === "ann")?.id ?? "";
    await world.as("admin").call(updateUser, { params: { id }, body: { disabled: true } });
    await expect(refresh(world, tokens)).rejects.toMatchObject({ code: "invalid-credentials" });
    await world.as("admin").call(updateUser, { params: { id }, body: { disabled: false } });
    await expect(refresh(world, tokens)).rejects.toMatchObject({ code: "invalid-credentials" });
  });

  test("another tenant's are unknown", async ({ expect }) => {
    const world = await aWorld();
    const rival = await aWorld();
    await expect(refresh(rival, await signedIn(world))).rejects.toMatchObject({ code: "invalid-credentials" });
  });

  test("attack 9: a refresh token opens nothing by itself", async ({ expect }) => {
    const world = await aWorld();
    const { refreshToken } = await signedIn(world);
    await expect(world.with({ authorization: `Bearer ${refreshToken}` }).call(getSession, {})).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
