import { afterAll, beforeAll, describe, test } from "vitest";
import { getSession } from "#schema/contract/auth";
import type { IdentityProvider } from "#test/identity-provider";
import { client, startIdentityProvider } from "#test/identity-provider";
import { aProviderBrowser } from "#test/provider-browser";
import { aProviderWorld, oidcOf } from "#test/provider-world";
import type { TokenIssuer } from "#test/token-issuer";
import { startTokenIssuer } from "#test/token-issuer";
import type { World } from "#test/world";
import { baseUrl } from "#test/world";

let idp: IdentityProvider;
let hostile: TokenIssuer;
let reached: World | undefined;

beforeAll(async () => {
  hostile = await startTokenIssuer();
  idp = await startIdentityProvider({
    site: baseUrl,
    reach: async (input, init) => reached?.app.fetch(new Request(input, init)) ?? new Response(null, { status: 502 }),
  });
});

afterAll(async () => {
  await idp.stop();
  await hostile.stop();
});

const path = "/api/v1/auth/oidc/backchannel-logout";
const logout = { "http://schemas.openid.net/event/backchannel-logout": {} };

function tell(world: World, token: string): Promise<Response> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return world.anonymous.fetch(path, { method: "POST", headers, body: new URLSearchParams({ logout_token: token }).toString() });
}

/** Without wishes a good one. */
function logoutToken(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const good = { sub: "ann", sid: "s-1", aud: client.id, events: logout, scope: undefined, client_id: undefined };
  return hostile.token({ claims: { ...good, ...claims }, header: { typ: "logout+jwt", ...header } });
}

describe("signing out at the provider", () => {
  test("signs out here within ten seconds, in that browser only", async ({ expect }) => {
    idp.person = { sub: "ann", preferred_username: "ann" };
    const world = await aProviderWorld(idp);
    reached = world;
    const [one, other] = [aProviderBrowser(world), aProviderBrowser(world)];
    await one.signIn();
    await other.signIn();
    const ending = await one.leaveProvider(idp.issuer);
    expect(ending).toBeLessThan(400);
    world.clock.advance({ seconds: 10 });
    await expect(one.caller.call(getSession, {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect(await other.caller.call(getSession, {})).toMatchObject({ user: { username: "ann" } });
  });
});

describe("a logout token", () => {
  const world = (): Promise<World> => aProviderWorld(hostile, { oidc: oidcOf(hostile) });

  test("is good once", async ({ expect }) => {
    const server = await world();
    const token = await logoutToken();
    expect((await tell(server, token)).status).toBe(204);
    expect((await tell(server, token)).status).toBe(400);
  });

  test.for([
    [{ nonce: "n" }, {}],
    [{ events: undefined }, {}],
    [{ events: {} }, {}],
    [{ events: "logout" }, {}],
    [{ aud: "somebody else" }, {}],
    [{ iss: "https://elsewhere.example" }, {}],
    [{ sub: undefined, sid: undefined }, {}],
    [{ jti: undefined }, {}],
    [{ iat: undefined }, {}],
    [{ iat: 1_000, exp: undefined }, {}],
    [{ exp: 1_000 }, {}],
    [{}, { typ: "at+jwt" }],
    [{}, { typ: "license+jwt" }],
  ])("attack 9: that is none, %j %j, is refused", async ([claims, header], { expect }) => {
    const response = await tell(await world(), await logoutToken(claims, header));
    expect([response.status, await response.json()]).toMatchObject([400, { code: "malformed-body" }]);
  });

  test("opens nothing", async ({ expect }) => {
    const server = await aProviderWorld(hostile);
    const caller = server.with({ authorization: `Bearer ${await logoutToken()}` });
    expect((await caller.fetch("/api/v1/auth/session")).status).toBe(401);
  });

  test("means nothing where no provider is configured", async ({ expect }) => {
    const server = await aProviderWorld(hostile, { oidc: undefined });
    expect((await tell(server, await logoutToken())).status).toBe(400);
  });
});
