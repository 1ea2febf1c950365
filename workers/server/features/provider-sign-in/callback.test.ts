import { afterAll, beforeAll, describe, test } from "vitest";
import type { IdentityProvider } from "#test/identity-provider";
import { startIdentityProvider } from "#test/identity-provider";
import { aProviderBrowser } from "#test/provider-browser";
import { aProviderWorld } from "#test/provider-world";
import type { World } from "#test/world";
import { baseUrl } from "#test/world";

let idp: IdentityProvider;

beforeAll(async () => {
  idp = await startIdentityProvider({ site: baseUrl });
  idp.person = { sub: "ann", preferred_username: "ann" };
});

afterAll(() => idp.stop());

const loginPath = "/api/v1/auth/oidc/login";

interface Begun {
  readonly cookie: string;
  /** Where the provider would send the browser back to. */
  readonly callback: URL;
  readonly sentTo: URL;
}

async function begun(world: World): Promise<Begun> {
  const response = await world.anonymous.fetch(loginPath);
  const sentTo = response.headers.get("location") ?? "";
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { cookie, sentTo: new URL(sentTo), callback: new URL(await aProviderBrowser(world).throughProvider(sentTo)) };
}

async function complete(world: World, cookie: string, callback: URL): Promise<Response> {
  return world.with({ cookie }).fetch(callback.pathname + callback.search);
}

const changed = (url: URL, name: string, value: string | undefined): URL => {
  const copy = new URL(url);
  if (value === undefined) copy.searchParams.delete(name);
  else copy.searchParams.set(name, value);
  return copy;
};

const tokenQuestions = (): number => idp.asked.filter((path) => path.startsWith("/oidc/token")).length;

describe("a sign-in that is begun", () => {
  test("asks for a code with PKCE, state and nonce, and leaves a cookie that only this site gets back", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const response = await world.anonymous.fetch(loginPath);
    const { searchParams } = new URL(response.headers.get("location") ?? "");
    expect(response.status).toBe(302);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      scope: "openid profile email",
      redirect_uri: `${baseUrl}/api/v1/auth/oidc/callback`,
    });
    expect(["state", "nonce", "code_challenge"].every((name) => (searchParams.get(name) ?? "").length >= 43)).toBe(true);
    expect(response.headers.get("set-cookie")).toMatch(
      /^__Host-cameleer-login=[^;]{100,}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(response.headers.get("set-cookie")).not.toContain(searchParams.get("state"));
  });

  test("attack 16: is completed only by the browser that has begun it", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const victim = await begun(world);
    const attacker = await begun(world);
    const before = tokenQuestions();
    for (const [cookie, callback] of [
      ["", attacker.callback],
      [victim.cookie, attacker.callback],
      [victim.cookie, changed(victim.callback, "state", undefined)],
      ["__Host-cameleer-login=nonsense", attacker.callback],
    ] as const) {
      const response = await complete(world, cookie, callback);
      expect([response.status, await response.json()]).toMatchObject([400, { code: "sign-in-failed" }]);
    }
    expect(tokenQuestions()).toBe(before);
  });

  test("attack 16: is completed once, within ten minutes", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const { cookie, callback } = await begun(world);
    expect((await complete(world, cookie, callback)).headers.get("location")).toBe("/");
    expect((await complete(world, cookie, callback)).status).toBe(400);
    const slow = await begun(world);
    world.clock.advance({ seconds: 601 });
    expect((await complete(world, slow.cookie, slow.callback)).status).toBe(400);
  });

  test("attack 8: is not completed by another provider's answer, or one that does not say whose it is", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const before = tokenQuestions();
    for (const issuer of ["https://evil.example", undefined]) {
      const { cookie, callback } = await begun(world);
      const response = await complete(world, cookie, changed(callback, "iss", issuer));
      expect(response.headers.get("location")).toMatch(/^\/sign-in\?refused=invalid/);
    }
    expect(tokenQuestions()).toBe(before);
  });

  test("attack 17: is not completed with another sign-in's code, nor with one that was used", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const [one, other] = [await begun(world), await begun(world)];
    const code = one.callback.searchParams.get("code") ?? "";
    const injected = await complete(world, other.cookie, changed(other.callback, "code", code));
    expect(injected.headers.get("location")).toMatch(/^\/sign-in\?refused=invalid/);
    const third = await begun(world);
    expect((await complete(world, third.cookie, third.callback)).headers.get("location")).toBe("/");
    const fourth = await begun(world);
    const replayed = changed(fourth.callback, "code", third.callback.searchParams.get("code") ?? "");
    expect((await complete(world, fourth.cookie, replayed)).headers.get("location")).toMatch(/^\/sign-in\?refused=invalid/);
  });

  test("attack 17: is not completed when the provider was asked with another nonce", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const response = await world.anonymous.fetch(loginPath);
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    const sentTo = changed(new URL(response.headers.get("location") ?? ""), "nonce", "another");
    const callback = new URL(await aProviderBrowser(world).throughProvider(sentTo.href));
    expect((await complete(world, cookie, callback)).headers.get("location")).toMatch(/^\/sign-in\?refused=invalid/);
  });

  test.for([
    ["access_denied", "cancelled"],
    ["server_error", "invalid"],
  ])("that the provider ends with %s ends on the sign-in page as %s", async ([error, refusal], { expect }) => {
    const world = await aProviderWorld(idp);
    const { cookie, callback } = await begun(world);
    const response = await complete(world, cookie, changed(changed(callback, "code", undefined), "error", error));
    expect(response.headers.get("location")).toBe(`/sign-in?refused=${refusal}&back=%2F`);
  });

  test("attack 58: shows the client's secret nowhere, nor the provider's tokens", async ({ expect }) => {
    const world = await aProviderWorld(idp);
    const { cookie, callback } = await begun(world);
    const done = await complete(world, cookie, callback);
    const shown = [done, await complete(world, cookie, callback), await world.as("admin").fetch("/api/v1/oidc")];
    const texts = await Promise.all(shown.map(async (response) => JSON.stringify([...response.headers]) + (await response.text())));
    const everything = [...texts, ...world.lines].join("\n");
    expect(everything).not.toContain("must not be shown");
    expect(everything).not.toContain(callback.searchParams.get("code") ?? "");
    expect(everything).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });
});
