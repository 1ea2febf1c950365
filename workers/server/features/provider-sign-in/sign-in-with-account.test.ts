import { afterAll, beforeAll, describe, test } from "vitest";
import { closeSession, getSession, issueTokens } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import { getUser, listUsers, updateUser } from "#schema/contract/users";
import type { IdentityProvider } from "#test/identity-provider";
import { startIdentityProvider } from "#test/identity-provider";
import { aProviderBrowser } from "#test/provider-browser";
import { aProviderWorld, storeRule } from "#test/provider-world";
import type { World } from "#test/world";
import { baseUrl } from "#test/world";
import { storeUser } from "#test/world-people";

let idp: IdentityProvider;

beforeAll(async () => {
  idp = await startIdentityProvider({ site: baseUrl });
});

afterAll(() => idp.stop());

const ann = { sub: "ann", preferred_username: "ann", name: "Ann Example", email: "ann@example.com", email_verified: true };

async function signedIn(world: World, claims: Record<string, unknown> = {}) {
  idp.person = { ...ann, ...claims };
  const browser = aProviderBrowser(world);
  await browser.signIn();
  return browser;
}

async function userOf(world: World, username: string) {
  const admin = world.as("admin");
  const found = (await admin.call(listUsers, {})).items.find((user) => user.username === username);
  return admin.call(getUser, { params: { id: found?.id ?? "" } });
}

describe("signing in through the provider", () => {
  test("makes an account at the first sign-in and knows it at the next", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    idp.person = ann;
    const browser = aProviderBrowser(world);
    expect(await browser.signIn("/exchanges?q=1")).toBe("/exchanges?q=1");
    const first = await browser.caller.call(getSession, {});
    expect(first).toMatchObject({ user: { username: "ann", displayName: "Ann Example", roles: ["VIEWER"] } });
    const again = await signedIn(world, { preferred_username: "ann.other", name: "Ann Other" });
    const second = await again.caller.call(getSession, {});
    expect(second.user).toMatchObject({ id: first.user.id, username: "ann", displayName: "Ann Other" });
    expect(second.csrfToken).not.toBe(first.csrfToken);
  });

  test("attack 34: never finds an account by its e-mail address or its name", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    await storeUser(world.deps, { username: "ann", roles: ["ADMIN"] });
    const browser = await signedIn(world);
    const { user } = await browser.caller.call(getSession, {});
    expect(user).toMatchObject({ roles: ["VIEWER"] });
    expect(user.username).not.toBe("ann");
    expect((await world.as("admin").call(listUsers, {})).items.map(({ source }) => source).toSorted()).toEqual(["local", "local", "oidc"]);
  });

  test("gives what rules say at every sign-in, takes what they say no more, and leaves what people gave", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const rule = await storeRule(world);
    const browser = await signedIn(world, { groups: ["cameleer-admins", "staff"] });
    expect(await browser.caller.call(getSession, {})).toMatchObject({ user: { roles: ["ADMIN"] } });
    const { id, assignedRoles } = await userOf(world, "ann");
    expect(assignedRoles).toMatchObject([
      { role: { id: "ADMIN" }, origin: "managed", rule: { id: rule, summary: "groups contains cameleer-admins" } },
    ]);
    await world.as("admin").call(updateUser, { params: { id }, body: { roles: ["OPERATOR"] } });
    const later = await signedIn(world, { groups: ["staff"], roles: ["VIEWER"] });
    expect(await later.caller.call(getSession, {})).toMatchObject({ user: { roles: ["OPERATOR", "VIEWER"] } });
    expect((await userOf(world, "ann")).assignedRoles).toMatchObject([
      { role: { id: "OPERATOR" }, origin: "direct", rule: null },
      { role: { id: "VIEWER" }, origin: "managed", rule: { summary: "claim roles" } },
    ]);
  });

  test("attack 15: what a rule gives no more is gone in every isolate within ten seconds", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    await storeRule(world);
    const browser = await signedIn(world, { groups: ["cameleer-admins"] });
    const cookie = `__Host-cameleer-session=${browser.cookie("__Host-cameleer-session")}`;
    const elsewhere = world.anotherIsolate().with({ cookie });
    await elsewhere.call(listUsers, {});
    await signedIn(world, { groups: [] });
    world.clock.advance({ seconds: 10 });
    await expect(elsewhere.call(listUsers, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  test("attack 35: when anything goes wrong nothing has changed", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    await storeRule(world);
    await signedIn(world, { groups: ["cameleer-admins"] });
    const { db } = world.deps;
    Object.assign(world.deps, { db: { forTenant: (tenant: string) => failingAtTheEnd(db.forTenant(tenant)) } });
    idp.person = { ...ann, groups: [] };
    expect(await aProviderBrowser(world).signIn()).toContain("500");
    Object.assign(world.deps, { db });
    expect((await userOf(world, "ann")).assignedRoles).toMatchObject([{ role: { id: "ADMIN" }, origin: "managed" }]);
  });

  test("attack 32: is refused when it would take the last administrator's role away", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    await storeRule(world);
    await signedIn(world, { groups: ["cameleer-admins"] });
    const { items } = await world.as("admin").call(listUsers, {});
    const local = items.find(({ username }) => username === "admin")?.id ?? "";
    await world.as("admin").call(updateUser, { params: { id: local }, body: { roles: [] } });
    idp.person = { ...ann, groups: [] };
    expect(await aProviderBrowser(world).signIn("/agents")).toBe("/sign-in?refused=last-administrator&back=%2Fagents");
    idp.person = { ...ann, groups: ["cameleer-admins"] };
    expect(await aProviderBrowser(world).signIn("/agents")).toBe("/agents");
  });

  test("is refused to somebody who is disabled here, and says so", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    await signedIn(world);
    const { id } = await userOf(world, "ann");
    await world.as("admin").call(updateUser, { params: { id }, body: { disabled: true } });
    expect(await aProviderBrowser(world).signIn("/agents")).toBe("/sign-in?refused=disabled&back=%2Fagents");
    const { items } = await world.as("admin").call(listAudit, { query: { action: "session.open" } });
    expect(items[0]).toMatchObject({ outcome: "failure", target: "ann", detail: { reason: "disabled" } });
  });

  test("leaves its mark in the audit log", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    await signedIn(world);
    const { items } = await world.as("admin").call(listAudit, { query: { action: "session.open" } });
    expect(items).toMatchObject([{ actor: "ann", outcome: "success" }]);
  });
});

describe("somebody who has signed in through the provider", () => {
  test("gets tokens for the command line, which a token cannot get", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const browser = await signedIn(world);
    const { accessToken } = await browser.caller.call(issueTokens, { body: {} });
    const cli = world.with({ authorization: `Bearer ${accessToken}` });
    expect(await cli.call(getSession, {})).toMatchObject({ user: { username: "ann" } });
    await expect(cli.call(issueTokens, { body: {} })).rejects.toMatchObject({ code: "conflict" });
  });

  test("signs out there too", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const browser = await signedIn(world);
    const { endSessionUrl } = await browser.caller.call(closeSession, {});
    const url = new URL(endSessionUrl ?? "");
    expect(url.origin + url.pathname).toBe(`${idp.issuer}/session/end`);
    expect(url.searchParams.get("post_logout_redirect_uri")).toBe(`${baseUrl}/sign-in`);
    expect((url.searchParams.get("id_token_hint") ?? "").split(".")).toHaveLength(3);
    world.clock.advance({ seconds: 10 });
    await expect(browser.caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("goes nowhere when signed in by password", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const { endSessionUrl } = await world.as("viewer").call(closeSession, {});
    expect(endSessionUrl).toBeNull();
  });
});

type Tenant = ReturnType<World["deps"]["db"]["forTenant"]>;

function failingAtTheEnd(db: Tenant): Tenant {
  const transaction: Tenant["transaction"] = (work) =>
    db.transaction(async (tx) => {
      await work(tx);
      throw new Error("the very last thing failed");
    });
  return Object.assign(Object.create(db) as Tenant, { transaction });
}
