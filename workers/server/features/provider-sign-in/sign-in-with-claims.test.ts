import { afterAll, beforeAll, describe, test } from "vitest";
import { closeSession, getCapabilities, getSession, issueTokens, logIn, openSession, refreshTokens } from "#schema/contract/auth";
import { listUsers, updateUser } from "#schema/contract/users";
import type { IdentityProvider } from "#test/identity-provider";
import { startIdentityProvider } from "#test/identity-provider";
import type { ProviderBrowser } from "#test/provider-browser";
import { aProviderBrowser } from "#test/provider-browser";
import { aProviderWorld, storeRule } from "#test/provider-world";
import type { World } from "#test/world";
import { baseUrl } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

let idp: IdentityProvider;

beforeAll(async () => {
  idp = await startIdentityProvider({ site: baseUrl });
});

afterAll(() => idp.stop());

const withoutLocal = (): Promise<World> => aProviderWorld(idp, { localLogin: false });

async function signedIn(world: World, claims: Record<string, unknown> = {}): Promise<ProviderBrowser> {
  idp.person = { sub: "ann", preferred_username: "ann", name: "Ann Example", ...claims };
  const browser = aProviderBrowser(world);
  await browser.signIn();
  return browser;
}

const questions = (path: string): number => idp.asked.filter((asked) => asked.startsWith(path)).length;

describe("where local sign-in is switched off", () => {
  test("somebody signs in with what the provider says, and no account is made", async ({ expect }) => {
    const world = await withoutLocal();
    await storeRule(world);
    const browser = await signedIn(world, { groups: ["cameleer-admins"] });
    expect(await browser.caller.call(getSession, {})).toMatchObject({
      user: { id: "ann", username: "ann", displayName: "Ann Example", roles: ["ADMIN"] },
    });
    const { items } = await browser.caller.call(listUsers, {});
    expect(items).toMatchObject([{ username: "ann", source: "external", roles: [] }]);
    expect(items).toHaveLength(1);
  });

  test("what an administrator gives directly adds to it, and makes an account", async ({ expect }) => {
    const world = await withoutLocal();
    await storeRule(world);
    const admin = await signedIn(world, { groups: ["cameleer-admins"] });
    const bob = await signedIn(world, { sub: "bob", preferred_username: "bob" });
    expect(await bob.caller.call(getSession, {})).toMatchObject({ user: { roles: ["VIEWER"] } });
    const { items } = await admin.caller.call(listUsers, {});
    const id = items.find(({ username }) => username === "bob")?.id ?? "";
    await admin.caller.call(updateUser, { params: { id }, body: { roles: ["OPERATOR"] } });
    world.clock.advance({ seconds: 10 });
    expect(await bob.caller.call(getSession, {})).toMatchObject({ user: { username: "bob", roles: ["VIEWER", "OPERATOR"] } });
  });

  test("nobody gets in by password, and no token is issued to a person", async ({ expect }) => {
    const world = await withoutLocal();
    await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
    const body = { username: "boss", password: worldPassword };
    await expect(world.anonymous.call(logIn, { body })).rejects.toMatchObject({ code: "local-login-disabled" });
    await expect(world.anonymous.call(openSession, { body })).rejects.toMatchObject({ code: "local-login-disabled" });
    const browser = await signedIn(world);
    await expect(browser.caller.call(issueTokens, { body: {} })).rejects.toMatchObject({ code: "managed-elsewhere" });
  });

  test("tokens and sessions from before are worth nothing, and are again when it is switched on", async ({ expect }) => {
    const before = await aProviderWorld(idp);
    await storeUser(before.deps, { username: "boss", roles: ["ADMIN"] });
    const tokens = await before.anonymous.call(logIn, { body: { username: "boss", password: worldPassword } });
    const account = await signedIn(before);
    const config = { ...before.deps.config, localLogin: false };
    const after = before.withConfig(config);
    const authorization = `Bearer ${tokens.accessToken}`;
    const cookie = `__Host-cameleer-session=${account.cookie("__Host-cameleer-session")}`;
    await expect(after.with({ authorization }).call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(after.with({ cookie }).call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    const refresh = after.anonymous.call(refreshTokens, { body: { refreshToken: tokens.refreshToken } });
    await expect(refresh).rejects.toMatchObject({ code: "invalid-credentials" });
    expect(await after.anonymous.call(getCapabilities, {})).toMatchObject({
      localLogin: false,
      issuesUserTokens: false,
      passwordManagement: false,
    });
    expect(await before.with({ authorization }).call(getSession, {})).toMatchObject({ user: { username: "boss" } });
  });

  test("agents go on as ever", async ({ expect }) => {
    const world = await withoutLocal();
    const response = await world.agent().fetch("/v1/ingest", { method: "POST" });
    expect([401, 403]).not.toContain(response.status);
  });
});

describe("what the provider says", () => {
  test("is asked for anew when the token has ended, once, however many ask", async ({ expect }) => {
    const world = await withoutLocal();
    await storeRule(world);
    const browser = await signedIn(world, { groups: ["cameleer-admins"] });
    const before = questions("/oidc/token");
    world.clock.advance({ seconds: 601 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.caller.fetch("/api/v1/users")));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(questions("/oidc/token")).toBe(before + 1);
    world.clock.advance({ seconds: 300 });
    await browser.caller.call(getSession, {});
    expect(questions("/oidc/token")).toBe(before + 1);
  });

  test("ends the session when it is no", async ({ expect }) => {
    const world = await withoutLocal();
    const browser = await signedIn(world);
    idp.dismiss("ann");
    world.clock.advance({ seconds: 601 });
    const before = questions("/oidc/token");
    for (let time = 0; time < 3; time += 1)
      await expect(browser.caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect(questions("/oidc/token")).toBe(before + 1);
  });

  test("is waited for when the provider does not answer", async ({ expect }) => {
    const away = await startIdentityProvider({ site: baseUrl });
    away.person = { sub: "ann" };
    const world = await aProviderWorld(away, { localLogin: false });
    const browser = aProviderBrowser(world);
    await browser.signIn();
    await away.stop();
    world.clock.advance({ seconds: 601 });
    await expect(browser.caller.call(getSession, {})).rejects.toMatchObject({ code: "store-unavailable" });
  });
});

describe("signing out", () => {
  test("takes the refresh token back and names the address of the provider's own session", async ({ expect }) => {
    const world = await withoutLocal();
    const browser = await signedIn(world);
    const { endSessionUrl } = await browser.caller.call(closeSession, {});
    await world.settled();
    expect(endSessionUrl).toContain(`${idp.issuer}/session/end`);
    expect(questions("/oidc/token/revocation")).toBe(1);
    world.clock.advance({ seconds: 10 });
    await expect(browser.caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
