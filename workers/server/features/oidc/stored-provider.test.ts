import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, onTestFinished, test } from "vitest";
import { getCapabilities, getSession } from "#schema/contract/auth";
import { deleteOidc, discoverProvider, enableOidc, getOidc, saveOidc } from "#schema/contract/oidc";
import { createUser } from "#schema/contract/users";
import type { IdentityProvider } from "#test/identity-provider";
import { client, startIdentityProvider } from "#test/identity-provider";
import { aProviderBrowser } from "#test/provider-browser";
import { oidcOf, storeRule } from "#test/provider-world";
import type { Caller, World } from "#test/world";
import { aWorld, baseUrl } from "#test/world";
import { storeUser, worldPassword } from "#test/world-people";

let idp: IdentityProvider;

beforeAll(async () => {
  idp = await startIdentityProvider({ site: baseUrl });
});

afterAll(() => idp.stop());

const aPresentWorld = (): Promise<World> => aWorld({ outboundPrivate: true }, Date.now());
const settings = () => ({ issuer: idp.issuer, clientId: client.id, clientSecret: client.secret });

/** An administrator at a browser, as who tries the sign-in. */
async function admin(world: World): Promise<Caller> {
  await storeUser(world.deps, { username: "boss", roles: ["ADMIN"] });
  const opened = await world.anonymous.fetch("/api/v1/auth/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "boss", password: worldPassword }),
  });
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { csrfToken } = (await opened.json()) as { csrfToken: string };
  return world.with({ cookie, "x-csrf-token": csrfToken });
}

async function tried(world: World, caller: Caller): Promise<string> {
  const begun = await caller.fetch("/api/v1/oidc/trial");
  const back = await aProviderBrowser(world).throughProvider(begun.headers.get("location") ?? "");
  const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
  const done = await world.with({ cookie }).fetch(back.slice(baseUrl.length));
  return done.headers.get("location") ?? `${done.status}`;
}

describe("a provider that an administrator stores", () => {
  test("is in force once somebody has signed in on trial and it is switched on", async ({ expect }) => {
    const world = await aPresentWorld();
    await storeRule(world);
    const caller = await admin(world);
    expect(await caller.call(getOidc, {})).toMatchObject({ source: "none", enabled: false, provider: null });
    expect(await caller.call(saveOidc, { body: settings() })).toMatchObject({
      source: "stored",
      enabled: false,
      clientSecretSet: true,
      trial: null,
    });
    await expect(caller.call(enableOidc, { body: { enabled: true } })).rejects.toMatchObject({ code: "conflict" });
    idp.person = { sub: "ann", preferred_username: "ann", groups: ["cameleer-admins"] };
    expect(await tried(world, caller)).toBe("/admin/sign-in?trial=done");
    const { trial } = await caller.call(getOidc, {});
    expect(trial).toMatchObject({
      ok: true,
      claims: { sub: "ann", groups: ["cameleer-admins"] },
      result: { roles: ["ADMIN"], groups: [] },
    });
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject({ oidcLogin: false, resourceServer: false });
    await caller.call(enableOidc, { body: { enabled: true } });
    expect(await world.anonymous.call(getCapabilities, {})).toMatchObject({
      oidcLogin: true,
      resourceServer: true,
      oidcLabel: "Single sign-on",
    });
    const browser = aProviderBrowser(world);
    await browser.signIn();
    expect(await browser.caller.call(getSession, {})).toMatchObject({ user: { username: "ann", roles: ["ADMIN"] } });
  });

  test("is switched off by any change, and whoever it has signed in is signed out", async ({ expect }) => {
    const world = await aPresentWorld();
    const caller = await admin(world);
    await caller.call(saveOidc, { body: settings() });
    idp.person = { sub: "ann", preferred_username: "ann" };
    await tried(world, caller);
    await caller.call(enableOidc, { body: { enabled: true } });
    const browser = aProviderBrowser(world);
    await browser.signIn();
    const { clientSecret: _, ...rest } = settings();
    expect(await caller.call(saveOidc, { body: { ...rest, label: "Example" } })).toMatchObject({
      enabled: false,
      clientSecretSet: true,
      trial: null,
    });
    world.clock.advance({ seconds: 10 });
    await expect(browser.caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    await caller.call(deleteOidc, {});
    expect(await caller.call(getOidc, {})).toMatchObject({ source: "none", clientSecretSet: false });
  });

  test("a trial of other settings than those that are stored by now counts for nothing", async ({ expect }) => {
    const world = await aPresentWorld();
    const caller = await admin(world);
    await caller.call(saveOidc, { body: settings() });
    idp.person = { sub: "ann" };
    const begun = await caller.fetch("/api/v1/oidc/trial");
    await caller.call(saveOidc, { body: { ...settings(), label: "Other" } });
    const back = await aProviderBrowser(world).throughProvider(begun.headers.get("location") ?? "");
    const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
    const done = await world.with({ cookie }).fetch(back.slice(baseUrl.length));
    expect(done.headers.get("location")).toBe("/admin/sign-in?trial=outdated");
    expect(await caller.call(getOidc, {})).toMatchObject({ trial: null });
  });

  test("with a wrong secret fails on trial, and says why without saying the secret", async ({ expect }) => {
    const world = await aPresentWorld();
    const caller = await admin(world);
    await caller.call(saveOidc, { body: { ...settings(), clientSecret: "canary-wrong-secret" } });
    idp.person = { sub: "ann" };
    await tried(world, caller);
    const { trial } = await caller.call(getOidc, {});
    expect(trial).toMatchObject({ ok: false, claims: {} });
    expect(trial?.error).not.toBe("");
    expect(JSON.stringify([trial, world.lines, await (await caller.fetch("/api/v1/audit")).json()])).not.toContain("canary-wrong-secret");
  });

  test("without auto sign-up lets in only whom it knows already", async ({ expect }) => {
    const world = await aPresentWorld();
    const caller = await admin(world);
    await caller.call(saveOidc, { body: { ...settings(), autoSignup: false } });
    idp.person = { sub: "ann" };
    await tried(world, caller);
    await caller.call(enableOidc, { body: { enabled: true } });
    expect(await aProviderBrowser(world).signIn()).toBe("/sign-in?refused=no-account&back=%2F");
  });

  test("attack 32: cannot be switched off while every administrator comes from it", async ({ expect }) => {
    const world = await aPresentWorld();
    await storeRule(world);
    const caller = await admin(world);
    await caller.call(saveOidc, { body: settings() });
    idp.person = { sub: "ann", preferred_username: "ann", groups: ["cameleer-admins"] };
    await tried(world, caller);
    await caller.call(enableOidc, { body: { enabled: true } });
    const browser = aProviderBrowser(world);
    await browser.signIn();
    await disableEverybodyWithAPassword(browser.caller);
    for (const attempt of [
      () => browser.caller.call(enableOidc, { body: { enabled: false } }),
      () => browser.caller.call(deleteOidc, {}),
      () => browser.caller.call(saveOidc, { body: settings() }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "last-administrator" });
    }
  });

  test("attack 27: its default role is one that its author holds", async ({ expect }) => {
    const world = await aPresentWorld();
    const limited = await aProviderEditor(world);
    const save = limited.call(saveOidc, { body: { ...settings(), defaultRole: "ADMIN" } });
    await expect(save).rejects.toMatchObject({ code: "not-grantable" });
  });

  test("is read only where the environment names one", async ({ expect }) => {
    const world = await aWorld({ oidc: oidcOf(idp) }, Date.now());
    const caller = world.as("admin");
    expect(await caller.call(getOidc, {})).toMatchObject({ source: "environment", enabled: true, clientSecretSet: true });
    for (const attempt of [
      () => caller.call(saveOidc, { body: settings() }),
      () => caller.call(enableOidc, { body: { enabled: false } }),
      () => caller.call(deleteOidc, {}),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "managed-elsewhere" });
    }
  });

  test("keeps its secret encrypted", async ({ expect }) => {
    const world = await aPresentWorld();
    await world.as("admin").call(saveOidc, { body: settings() });
    const { rows } = await world.deps.db.forTenant(world.deps.tenant).execute("select value::text from settings" as never);
    expect(JSON.stringify(rows)).toContain(idp.issuer);
    expect(JSON.stringify(rows)).not.toContain(client.secret);
  });
});

describe("the discovery check", () => {
  test("says what fits", async ({ expect }) => {
    const world = await aPresentWorld();
    const { checks, algorithms } = await world.as("admin").call(discoverProvider, { body: { issuer: idp.issuer } });
    expect(checks.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["metadata", "ok"],
      ["issuer", "ok"],
      ["keys", "ok"],
      ["algorithms", "ok"],
      ["authorization-code", "ok"],
      ["pkce", "ok"],
      ["refresh-tokens", "ok"],
      ["logout", "ok"],
      ["back-channel-logout", "ok"],
    ]);
    expect(algorithms).toEqual(["ES384", "RS256"]);
  });

  test("attack 5: does not ask private addresses, nor follow metadata to them", async ({ expect }) => {
    const world = await aWorld({}, Date.now());
    const caller = world.as("admin");
    for (const issuer of ["http://169.254.169.254", "http://10.0.0.1/oidc", "http://localhost:3001/oidc", "http://[::1]/"]) {
      await expect(caller.call(discoverProvider, { body: { issuer } })).rejects.toMatchObject({ code: "provider-unreachable" });
      await expect(caller.call(saveOidc, { body: { ...settings(), issuer } })).rejects.toMatchObject({ code: "provider-unreachable" });
    }
    const issuer = await metadataThat((own) => ({ issuer: own, jwks_uri: "http://169.254.169.254/keys" }));
    const pointed = await aWorld({ oidc: oidcOf({ issuer }) }, Date.now());
    const { checks } = await pointed.as("admin").call(discoverProvider, { body: { issuer } });
    expect(checks.find(({ name }) => name === "keys")).toMatchObject({
      outcome: "failed",
      detail: expect.stringContaining("private address"),
    });
  });

  test("attack 5: does not save a provider whose keys cannot be had", async ({ expect }) => {
    const world = await aPresentWorld();
    const issuer = await metadataThat((own) => ({ issuer: own, jwks_uri: "file:///etc/passwd" }));
    await expect(world.as("admin").call(saveOidc, { body: { ...settings(), issuer } })).rejects.toMatchObject({
      code: "provider-unreachable",
    });
  });
});

async function metadataThat(says: (issuer: string) => object): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(says(issuer)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => void server.close());
  return issuer;
}

async function disableEverybodyWithAPassword(caller: Caller): Promise<void> {
  const { items } = (await (await caller.fetch("/api/v1/users")).json()) as { items: { id: string; source: string }[] };
  for (const { id } of items.filter(({ source }) => source === "local")) {
    await caller.fetch(`/api/v1/users/${id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ disabled: true }),
    });
  }
}

/** Somebody who may connect providers and not much else. */
async function aProviderEditor(world: World): Promise<Caller> {
  const boss = world.as("admin");
  const role = await boss.fetch("/api/v1/roles", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Providers", description: "", permissions: ["oidc:read", "oidc:write"] }),
  });
  const { id } = (await role.json()) as { id: string };
  await boss.call(createUser, { body: { username: "pat", password: worldPassword, roles: [id] } });
  const body = JSON.stringify({ username: "pat", password: worldPassword });
  const login = await world.anonymous.fetch("/api/v1/auth/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const { accessToken } = (await login.json()) as { accessToken: string };
  return world.with({ authorization: `Bearer ${accessToken}` });
}
