import { describe, test } from "vitest";
import { changePassword, closeSession, getSession } from "#schema/contract/auth";
import { baseUrl } from "#test/world";
import type { Caller, Wishes, World } from "#test/world";
import { aWorld } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

const body = JSON.stringify({ username: "ann", password: worldPassword });

async function worldWithAnn(wishes: Wishes = {}): Promise<World> {
  const world = await aWorld(wishes);
  await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
  return world;
}

function post(world: World, headers: Readonly<Record<string, string>> = {}, origin = baseUrl): Promise<Response> {
  return world.app.fetch(new Request(`${origin}/api/v1/auth/session`, { method: "POST", body, headers }));
}

interface Browser extends Caller {
  readonly cookie: string;
}

/** A browser that has signed in and sends what the page sends. */
async function aBrowser(world: World): Promise<Browser> {
  const response = await post(world);
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return { cookie, ...world.with({ cookie, "x-csrf-token": csrfToken }) };
}

describe("a browser's session", () => {
  test("is a cookie that scripts, other sites and plain connections never see", async ({ expect }) => {
    const world = await worldWithAnn();
    const response = await post(world);
    expect(response.status).toBe(201);
    expect(response.headers.get("set-cookie")).toMatch(
      /^__Host-cameleer-session=cml_s_[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("works on a plain-http address of the network, where browsers refuse secure cookies", async ({ expect }) => {
    const world = await worldWithAnn();
    const response = await post(world, {}, "http://192.168.1.20:8080");
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^cameleer-session=cml_s_[\w-]{43}; Path=\/; Max-Age=86400; HttpOnly; SameSite=Strict$/);
    const answer = await world.app.fetch(
      new Request("http://192.168.1.20:8080/api/v1/auth/session", { headers: { cookie: cookie.split(";")[0] ?? "" } }),
    );
    expect(answer.status).toBe(200);
  });

  test("behind a proxy that speaks https it is secure", async ({ expect }) => {
    const world = await worldWithAnn();
    const response = await post(world, { "x-forwarded-proto": "https" }, "http://cameleer.example");
    expect(response.headers.get("set-cookie")).toMatch(/^__Host-.*; Secure$/);
  });

  test("gives the page the token that its changes must carry, the same at every visit", async ({ expect }) => {
    const world = await worldWithAnn();
    const browser = await aBrowser(world);
    const first = await browser.call(getSession, {});
    expect(first).toMatchObject({ user: { username: "ann", permissions: expect.arrayContaining(["exchanges:read"]) } });
    expect(await browser.call(getSession, {})).toEqual(first);
  });

  test("attack 19: is another one after every sign-in, and one's token is no good for another", async ({ expect }) => {
    const world = await worldWithAnn();
    const [one, two] = [await aBrowser(world), await aBrowser(world)];
    expect(one.cookie).not.toBe(two.cookie);
    const { csrfToken } = await one.call(getSession, {});
    await expect(world.with({ cookie: two.cookie, "x-csrf-token": csrfToken }).call(closeSession, {})).rejects.toMatchObject({
      code: "csrf-rejected",
    });
  });

  test.for([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: baseUrl, "sec-fetch-site": "cross-site" },
  ] as Record<string, string>[])("attack 20: another site cannot sign a browser in: %j", async (headers, { expect }) => {
    const world = await worldWithAnn();
    const response = await post(world, headers);
    expect([response.status, response.headers.get("set-cookie")]).toEqual([403, null]);
  });

  test.for([{ origin: baseUrl, "sec-fetch-site": "same-origin" }, { origin: "https://cameleer.example" }] as Record<string, string>[])(
    "the product's own page can: %j",
    async (headers, { expect }) => {
      const world = await worldWithAnn({ publicUrl: "https://cameleer.example" });
      expect((await post(world, headers)).status).toBe(201);
    },
  );

  test("attack 20: a form of another site changes nothing, though the browser adds the cookie", async ({ expect }) => {
    const world = await worldWithAnn();
    const { cookie } = await aBrowser(world);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"]) {
      const form = { method: "POST", body: JSON.stringify({ current: worldPassword, next: "another horse battery" }) };
      const headers = { cookie, "content-type": type, origin: "https://evil.example", "sec-fetch-site": "cross-site" };
      const response = await world.anonymous.fetch("/api/v1/auth/password", { ...form, headers });
      expect([response.status, await response.json()], type).toMatchObject([403, { code: "csrf-rejected" }]);
    }
    expect((await post(world)).status).toBe(201);
  });

  test("attack 19: ends when it is closed, in every isolate within ten seconds, and the cookie goes", async ({ expect }) => {
    const world = await worldWithAnn();
    const browser = await aBrowser(world);
    const elsewhere = world.anotherIsolate().with({ cookie: browser.cookie });
    await elsewhere.call(getSession, {});
    const closed = await browser.fetch("/api/v1/auth/session", { method: "DELETE" });
    expect([closed.status, closed.headers.get("set-cookie")]).toMatchObject([200, expect.stringMatching(/=; Path=\/; Max-Age=0; /)]);
    world.clock.advance({ seconds: 10 });
    await expect(browser.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(elsewhere.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("ends a day after its last use", async ({ expect }) => {
    const world = await worldWithAnn();
    const browser = await aBrowser(world);
    world.clock.advance({ seconds: 86_399 });
    await browser.call(getSession, {});
    world.clock.advance({ seconds: 86_399 });
    await browser.call(getSession, {});
    world.clock.advance({ seconds: 86_401 });
    await expect(browser.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("the cookie's value is no bearer token", async ({ expect }) => {
    const world = await worldWithAnn();
    const token = (await aBrowser(world)).cookie.split("=")[1] ?? "";
    await expect(world.with({ authorization: `Bearer ${token}` }).call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a new password ends every other session of the person and leaves the own", async ({ expect }) => {
    const world = await worldWithAnn();
    const [own, other] = [await aBrowser(world), await aBrowser(world)];
    await own.call(changePassword, { body: { current: worldPassword, next: "another horse battery" } });
    world.clock.advance({ seconds: 10 });
    expect(await own.call(getSession, {})).toMatchObject({ user: { username: "ann" } });
    await expect(other.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await post(world)).status).toBe(401);
  });

  test("a new password needs the old one", async ({ expect }) => {
    const world = await worldWithAnn();
    const browser = await aBrowser(world);
    const change = browser.call(changePassword, { body: { current: "wrong", next: "another horse battery" } });
    await expect(change).rejects.toMatchObject({ code: "invalid-credentials" });
  });
});
