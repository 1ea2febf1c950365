import { describe, test } from "vitest";
import { endOtherSessions, endOwnSession, getAccount, listOwnSessions } from "#schema/contract/account";
import { getSession, logIn } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const ann = { username: "ann", password: worldPassword };

async function worldWithAnn(): Promise<World> {
  const world = await aWorld();
  await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
  return world;
}

async function byToken(world: World, from = "203.0.113.7"): Promise<Caller> {
  const tokens = await world.with({ "cf-connecting-ip": from, "user-agent": "cli/1" }).call(logIn, { body: ann });
  return world.with({ authorization: `Bearer ${tokens.accessToken}` });
}

async function byBrowser(world: World): Promise<Caller> {
  const response = await world.anonymous.fetch("/api/v1/auth/session", {
    method: "POST",
    body: JSON.stringify(ann),
    headers: { "user-agent": "Firefox" },
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return world.with({ cookie, "x-csrf-token": csrfToken });
}

describe("one's own account", () => {
  test("says how it is secured", async ({ expect }) => {
    const world = await worldWithAnn();
    const caller = await byToken(world);
    expect(await caller.call(getAccount, {})).toEqual({ passwordChangedAt: "2026-11-22T04:00:00.000Z", secondFactor: null });
  });

  test("shows every living sign-in, browsers and the API, and which one asks", async ({ expect }) => {
    const world = await worldWithAnn();
    await byToken(world);
    const browser = await byBrowser(world);
    await world.as("viewer").call(getSession, {});
    const { items } = await browser.call(listOwnSessions, {});
    expect(items).toMatchObject([
      { kind: "browser", method: "password", userAgent: "Firefox", current: true },
      { kind: "api", method: "password", userAgent: "cli/1", ip: "203.0.113.7", current: false },
    ]);
  });

  test("signs one of its own out, within ten seconds everywhere, and nobody else's", async ({ expect }) => {
    const world = await worldWithAnn();
    const [own, other] = [await byBrowser(world), await byToken(world)];
    const { items } = await own.call(listOwnSessions, {});
    const id = items.find(({ current }) => !current)?.id ?? "";
    await expect(world.as("viewer").call(endOwnSession, { params: { id } })).rejects.toMatchObject({ code: "not-found" });
    await own.call(endOwnSession, { params: { id } });
    await expect(own.call(endOwnSession, { params: { id } })).rejects.toMatchObject({ code: "not-found" });
    world.clock.advance({ seconds: 10 });
    await expect(other.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await own.call(listOwnSessions, {})).items).toMatchObject([{ kind: "browser", current: true }]);
    const audit = await world.as("admin").call(listAudit, { query: { action: "session.end" } });
    expect(audit.items).toMatchObject([{ actor: "ann", target: id, outcome: "success" }]);
  });

  test("signs all others out and stays", async ({ expect }) => {
    const world = await worldWithAnn();
    const [own, token, browser] = [await byBrowser(world), await byToken(world), await byBrowser(world)];
    const stranger = world.as("viewer");
    await stranger.call(getSession, {});
    await own.call(endOtherSessions, {});
    world.clock.advance({ seconds: 10 });
    for (const ended of [token, browser]) await expect(ended.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    for (const living of [own, stranger]) expect(await living.call(getSession, {})).toHaveProperty("user");
  });
});
