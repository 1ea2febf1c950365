import { createHmac } from "node:crypto";
import { exportSPKI, importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, describe, test } from "vitest";
import { getSession } from "#schema/contract/auth";
import { endpoints } from "#schema/contract/index";
import { endUserSessions, listUsers, updateUser } from "#schema/contract/users";
import { audience } from "#test/identity-provider";
import { aProviderWorld, oidcOf, storeRule } from "#test/provider-world";
import type { TokenIssuer, TokenWishes } from "#test/token-issuer";
import { startTokenIssuer } from "#test/token-issuer";
import type { Caller, World } from "#test/world";
import { aWorld } from "#test/world";
import { send } from "../../../../test/contract/requests.ts";

let issuer: TokenIssuer;

beforeAll(async () => {
  issuer = await startTokenIssuer();
});

afterAll(() => issuer.stop());

const guarded = endpoints.filter(({ needs }) => needs !== "public");

async function bearer(world: World, wishes: TokenWishes = {}): Promise<Caller> {
  return world.with({ authorization: `Bearer ${await issuer.token(wishes)}` });
}

async function statusOf(world: World, token: string): Promise<number> {
  return (await world.with({ authorization: `Bearer ${token}` }).fetch("/api/v1/auth/session")).status;
}

const nowSeconds = (world: World): number => Math.floor(world.clock.now() / 1_000);

describe("an access token of the identity provider", () => {
  test.for([
    ["viewer", ["VIEWER"]],
    ["operator", ["OPERATOR"]],
    ["openid admin", ["ADMIN"]],
  ] as const)("with scope %s is %s", async ([scope], { expect }) => {
    const world = await aProviderWorld(issuer);
    const caller = await bearer(world, { claims: { scope } });
    const { user } = await caller.call(getSession, {});
    expect(user.username).toBe("ann");
    const isAdmin = await caller.fetch("/api/v1/users");
    expect(isAdmin.status).toBe(scope.includes("admin") ? 200 : 403);
  });

  test("holds what scopes, the claim of roles and rules give together, and needs no account", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    await storeRule(world);
    const caller = await bearer(world, {
      claims: { scope: "viewer", roles: ["OPERATOR", "operator", "admin"], groups: ["cameleer-admins"] },
    });
    await caller.call(listUsers, {});
    await world.settled();
    expect((await caller.call(listUsers, {})).items).toMatchObject([{ username: "ann", source: "external", roles: [] }]);
  });

  test("without a scope that is known here has the default role", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const caller = await bearer(world, { claims: { scope: "openid" } });
    expect((await caller.fetch("/api/v1/exchanges")).status).not.toBe(403);
    expect((await caller.fetch("/api/v1/users")).status).toBe(403);
  });

  test("a client that acts for itself has its scopes and nothing else", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    await storeRule(world);
    const caller = await bearer(world, { claims: { sub: "vendor", client_id: "vendor", groups: ["cameleer-admins"], roles: ["ADMIN"] } });
    expect((await caller.fetch("/api/v1/users")).status).toBe(403);
    await world.settled();
    expect((await world.as("admin").call(listUsers, {})).items).toMatchObject([{ username: "admin" }]);
  });

  test("is worth nothing where no provider is configured", async ({ expect }) => {
    const world = await aWorld({}, Date.now());
    expect(await statusOf(world, await issuer.token())).toBe(401);
    expect(await statusOf(world, "eyJhbGciOiJFUzM4NCJ9.eyJpc3MiOiJ4In0.AAAA")).toBe(401);
    expect((await world.as("admin").fetch("/api/v1/users")).status).toBe(200);
  });

  test("leaves the server's own tokens as they are", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    expect((await world.as("admin").fetch("/api/v1/users")).status).toBe(200);
    expect((await world.bootstrap.fetch("/v1/ingest", { method: "POST" })).status).not.toBe(401);
  });

  test("of a type that is none is accepted where the provider is known not to write it", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    expect(await statusOf(world, await issuer.token({ header: { typ: "JWT" } }))).toBe(401);
    expect(await statusOf(world, await issuer.token({ header: { typ: "application/at+jwt" } }))).toBe(200);
  });
});

describe("a token that is not good", () => {
  test("attack 1: without a signature is refused on every address", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const [header = "", payload = "", signature = ""] = (await issuer.token({ claims: { scope: "admin" } })).split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none", typ: "at+jwt" })).toString("base64url");
    for (const token of [`${none}.${payload}.`, `${none}.${payload}.${signature}`, `${header}.${payload}.`, `${header}.${payload}.AAAA`]) {
      const caller = world.with({ authorization: `Bearer ${token}` });
      for (const endpoint of guarded) expect((await send(caller, endpoint)).status, endpoint.id).toBe(401);
    }
  });

  test("attack 2: signed with the public key as a shared secret is refused", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const [, payload = ""] = (await issuer.token({ claims: { scope: "admin" } })).split(".");
    const [jwk = {}] = issuer.server.issuer.keys.toJSON();
    const pem = await exportSPKI((await importJWK(jwk, "ES384")) as CryptoKey);
    const der = Buffer.from(pem.replaceAll(/-----.*-----|\s/g, ""), "base64");
    for (const secret of [pem, pem.trim(), der, JSON.stringify(jwk), JSON.stringify({ keys: [jwk] })]) {
      for (const kid of ["first", "u-first"]) {
        const head = Buffer.from(JSON.stringify({ alg: "HS256", typ: "at+jwt", kid })).toString("base64url");
        const mac = createHmac("sha256", secret).update(`${head}.${payload}`).digest("base64url");
        expect(await statusOf(world, `${head}.${payload}.${mac}`)).toBe(401);
      }
    }
  });

  test("attack 3: is looked at by one validator, whatever it says of itself", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    expect(await statusOf(world, await issuer.token({ claims: { iss: "cameleer" } }))).toBe(401);
    const own = await world.deps.keys.signAccessToken({ kind: "user", userId: "usr_1", familyId: "tkf_1" });
    const [header = "", , signature = ""] = own.split(".");
    const forged = Buffer.from(JSON.stringify({ iss: issuer.issuer, aud: audience, sub: "ann", exp: nowSeconds(world) + 60 })).toString(
      "base64url",
    );
    expect(await statusOf(world, `${header}.${forged}.${signature}`)).toBe(401);
    const { kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string };
    const stranger = await new SignJWT({ sub: "usr_1" })
      .setProtectedHeader({ alg: "HS256", kid })
      .setIssuer("cameleer")
      .sign(Buffer.alloc(32));
    expect(await statusOf(world, stranger)).toBe(401);
  });

  test.for([
    [{ aud: "https://elsewhere.example/api" }, {}],
    [{ aud: undefined }, {}],
    [{ nonce: "n" }, {}],
    [{ at_hash: "h" }, {}],
    [{ events: {} }, {}],
    [{ aud: [audience, "spa"], nonce: "n" }, { typ: "JWT" }],
    [{}, { typ: "logout+jwt" }],
    [{}, { typ: "license+jwt" }],
    [{}, { typ: "secevent+jwt" }],
    [{}, { typ: "agent+jwt" }],
    [{ iss: "https://elsewhere.example" }, {}],
    [{ sub: undefined }, {}],
    [{ sub: 7 }, {}],
  ] as const)("attack 9: meant for something else, %j %j, is refused", async ([claims, header], { expect }) => {
    const world = await aProviderWorld(issuer);
    expect(await statusOf(world, await issuer.token({ claims, header }))).toBe(401);
  });

  test("attack 9: tokens of other kinds open nothing", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    await world.as("admin").call(getSession, {});
    const agent = await world.deps.keys.signAccessToken({ kind: "agent", agentId: "agt_1", app: "a", environment: "e", instance: "i" });
    const runner = await world.deps.keys.signAccessToken({ kind: "runner", runnerId: "run_1" });
    for (const token of [agent, runner]) expect(await statusOf(world, token)).toBe(403);
    for (const token of ["cml_r_0123456789", "cml_s_0123456789", "cml_k_0123456789"]) expect(await statusOf(world, token)).toBe(401);
  });

  test.for([
    ["exp", -59, 200],
    ["exp", -61, 401],
    ["nbf", 59, 200],
    ["nbf", 62, 401],
    ["iat", 59, 200],
    ["iat", 62, 401],
  ] as const)("attack 12: %s %d seconds from now is answered with %d", async ([claim, offset, status], { expect }) => {
    const world = await aProviderWorld(issuer);
    expect(await statusOf(world, await issuer.token({ claims: { [claim]: nowSeconds(world) + offset } }))).toBe(status);
  });

  test.for([{ exp: undefined }, { exp: "9999999999" }, { exp: 1e100, nbf: "0" }, { iat: "0" }] as const)(
    "attack 12: with times like %j is refused",
    async (claims, { expect }) => {
      const world = await aProviderWorld(issuer);
      expect(await statusOf(world, await issuer.token({ claims }))).toBe(401);
    },
  );

  test("attack 13: a person's is refused where machines call", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const caller = await bearer(world, { claims: { scope: "admin operator viewer platform" } });
    for (const endpoint of guarded.filter(({ needs }) => ["agent", "bootstrap", "ingest", "runner"].includes(needs))) {
      expect((await send(caller, endpoint)).status, endpoint.id).toBe(403);
    }
  });

  test("acts for nobody who has an account of their own to manage", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const caller = await bearer(world, { claims: { scope: "admin" } });
    for (const endpoint of guarded.filter(({ needs }) => needs === "account"))
      expect((await send(caller, endpoint)).status, endpoint.id).toBe(403);
  });
});

describe("somebody who is known by their tokens", () => {
  async function known(world: World): Promise<{ caller: Caller; id: string; seenAt: () => Promise<string | null> }> {
    const caller = await bearer(world, { claims: { iat: undefined, exp: nowSeconds(world) + 86_400 } });
    await caller.call(getSession, {});
    await world.settled();
    const entry = async () => (await world.as("admin").call(listUsers, {})).items.find(({ username }) => username === "ann");
    return { caller, id: (await entry())?.id ?? "", seenAt: async () => (await entry())?.lastSignInAt ?? null };
  }

  test("is entered in the directory at most once an hour", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const { seenAt } = await known(world);
    const first = await seenAt();
    for (const [seconds, same] of [
      [1_800, true],
      [1_801, false],
    ] as const) {
      world.clock.advance({ seconds });
      await (await bearer(world, { claims: { iat: undefined } })).call(getSession, {});
      await world.settled();
      expect((await seenAt()) === first).toBe(same);
    }
  });

  test("attack 15: is refused within ten seconds of being signed out everywhere, and welcome with a token from after", async ({
    expect,
  }) => {
    const world = await aProviderWorld(issuer);
    const { id } = await known(world);
    const before = await bearer(world, { claims: { iat: nowSeconds(world) } });
    await before.call(getSession, {});
    world.clock.advance({ seconds: 2 });
    await world.as("admin").call(endUserSessions, { params: { id } });
    world.clock.advance({ seconds: 10 });
    await expect(before.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    const after = await bearer(world, { claims: { iat: nowSeconds(world) } });
    expect(await after.call(getSession, {})).toMatchObject({ user: { username: "ann" } });
  });

  test("attack 15: is refused within ten seconds of being disabled, with every token", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const { caller, id } = await known(world);
    await world.as("admin").call(updateUser, { params: { id }, body: { disabled: true } });
    world.clock.advance({ seconds: 10 });
    await expect(caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    const fresh = await bearer(world, { claims: { iat: nowSeconds(world) } });
    await expect(fresh.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("holds what an administrator gives directly, besides what the token says", async ({ expect }) => {
    const world = await aProviderWorld(issuer);
    const { caller, id } = await known(world);
    await world.as("admin").call(updateUser, { params: { id }, body: { roles: ["ADMIN"] } });
    world.clock.advance({ seconds: 10 });
    expect((await caller.call(listUsers, {})).items).toHaveLength(2);
  });
});

describe("bound to an organization", () => {
  const bound = async (): Promise<World> => aProviderWorld(issuer, { oidc: oidcOf(issuer, { organizationId: "org-a" }) });

  test.for([
    [{ organization_id: "org-a", scope: "admin" }, 200],
    [{ organization_id: "org-b", scope: "admin" }, 403],
    [{ scope: "admin" }, 403],
    [{ organization_id: ["org-a"], scope: "admin" }, 401],
    [{ organization_id: { id: "org-a" }, scope: "admin" }, 401],
    [{ organization_id: "ORG-A", scope: "admin" }, 403],
  ] as const)("attack 10: %j is answered with %d", async ([claims, status], { expect }) => {
    expect(await statusOf(await bound(), await issuer.token({ claims }))).toBe(status);
  });

  test.for([{ scope: undefined }, { scope: "" }, { scope: "openid profile" }, { scope: ["other"] }])(
    "attack 11: a machine with %j is told that no scope is known here",
    async (claims, { expect }) => {
      const caller = await bearer(await bound(), { claims: { organization_id: "org-a", sub: "m", client_id: "m", ...claims } });
      const response = await caller.fetch("/api/v1/auth/session");
      expect([response.status, await response.json()]).toMatchObject([403, { code: "insufficient-scope" }]);
      expect(response.headers.get("www-authenticate")).toBe('Bearer error="insufficient_scope"');
    },
  );

  test("attack 41: no header chooses another tenant", async ({ expect }) => {
    const world = await bound();
    const token = await issuer.token({ claims: { organization_id: "org-b", scope: "admin" } });
    const headers = {
      authorization: `Bearer ${token}`,
      "x-tenant-id": "org-b",
      "x-forwarded-host": "org-b.example",
      host: "org-b.example",
    };
    expect((await world.with(headers).fetch("/api/v1/auth/session")).status).toBe(403);
    const site = await (await world.as("admin").fetch("/api/v1/oidc", { headers: { "x-forwarded-host": "evil.example" } })).json();
    expect(site).toMatchObject({ redirectUri: "http://localhost:8080/api/v1/auth/oidc/callback" });
  });
});
