import { afterAll, beforeAll, describe, test } from "vitest";
import { authenticator } from "#server/features/auth/index";
import type { Actor } from "#server/platform/call";
import { knownIssuers } from "#server/platform/issuers";
import { openOutbound } from "#server/platform/outbound";
import { aProviderWorld } from "#test/provider-world";
import type { TokenIssuer } from "#test/token-issuer";
import { startTokenIssuer } from "#test/token-issuer";
import type { World } from "#test/world";
import { baseUrl } from "#test/world";

let issuer: TokenIssuer;

beforeAll(async () => {
  issuer = await startTokenIssuer();
});

afterAll(() => issuer.stop());

interface Watched {
  readonly world: World;
  /** Addresses that were asked. */
  readonly asked: string[];
  authenticate(token: string): Promise<Actor>;
}

/** What comes back of the published keys can be changed on the way. */
async function watched(change: (keys: Record<string, unknown>[]) => Record<string, unknown>[] = (keys) => keys): Promise<Watched> {
  const world = await aProviderWorld(issuer);
  const asked: string[] = [];
  const send: typeof fetch = async (input, init) => {
    asked.push(String(input));
    const response = await fetch(input, init);
    if (!String(input).endsWith("/jwks")) return response;
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    return Response.json({ keys: change(keys) });
  };
  const outbound = openOutbound(world.deps.config, { anywhere: send, publicOnly: send });
  const deps = { ...world.deps, outbound, issuers: knownIssuers(outbound, world.clock) };
  const authenticate = authenticator();
  const request = (token: string): Request => new Request(`${baseUrl}/api/v1/exchanges`, { headers: { authorization: `Bearer ${token}` } });
  return { world, asked, authenticate: (token) => authenticate(deps, request(token)) };
}

const keyQuestions = ({ asked }: Watched): number => asked.filter((url) => url.endsWith("/jwks")).length;

describe("the provider's keys", () => {
  test("are asked for once, and again when ten minutes have passed", async ({ expect }) => {
    const seen = await watched();
    for (const [seconds, questions] of [
      [0, 1],
      [599, 1],
      [2, 2],
    ] as const) {
      seen.world.clock.advance({ seconds });
      await seen.authenticate(await issuer.token({ claims: { iat: undefined, nbf: undefined } }));
      expect(keyQuestions(seen)).toBe(questions);
    }
  });

  test("attack 6: a thousand unknown key ids make them be asked for once in thirty seconds", async ({ expect }) => {
    const seen = await watched();
    await seen.authenticate(await issuer.token());
    const refuse = async (): Promise<void> => {
      const token = await issuer.token({ header: { kid: crypto.randomUUID() } });
      await expect(seen.authenticate(token)).rejects.toMatchObject({ code: "unauthenticated" });
    };
    for (let time = 0; time < 500; time += 1) await refuse();
    expect(keyQuestions(seen)).toBe(1);
    seen.world.clock.advance({ seconds: 31 });
    await Promise.all(Array.from({ length: 500 }, refuse));
    expect(keyQuestions(seen)).toBe(2);
  });

  test.for(["RS256", "PS256", "ES256", "ES512", "EdDSA"])(
    "attack 7: a new %s key is found at its first token, also without an algorithm of its own, and the old one stays good",
    async (alg, { expect }) => {
      const seen = await watched((keys) => keys.map((key) => ({ ...key, alg: undefined })));
      const old = await issuer.token();
      expect(await seen.authenticate(old)).toMatchObject({ subject: "ann" });
      const kid = `new-${alg}`;
      await issuer.server.issuer.keys.generate(alg, alg === "EdDSA" ? { kid, crv: "Ed25519" } : { kid });
      seen.world.clock.advance({ seconds: 31 });
      expect(await seen.authenticate(await issuer.token({ kid, claims: { sub: "bob", iat: undefined } }))).toMatchObject({
        subject: "bob",
      });
      expect(keyQuestions(seen)).toBe(2);
      expect(await seen.authenticate(await issuer.token({ claims: { sub: "eve", iat: undefined } }))).toMatchObject({ subject: "eve" });
    },
  );

  test.for([
    { kid: "../../etc/passwd" },
    { kid: "' or 1=1 --" },
    { kid: "http://169.254.169.254/keys" },
    { kid: "k".repeat(10_000) },
    { kid: ["first"] },
    { jku: "http://169.254.169.254/keys", kid: "other" },
    { x5u: "http://169.254.169.254/cert", kid: "other" },
    { jwk: { kty: "oct", k: "AAAA" }, kid: "other" },
    { x5c: ["AAAA"], kid: "other" },
  ])("attack 4: a header like %j leads nowhere but to the published keys", async (header, { expect }) => {
    const seen = await watched();
    await seen.authenticate(await issuer.token());
    seen.world.clock.advance({ seconds: 31 });
    await expect(seen.authenticate(await issuer.token({ header }))).rejects.toMatchObject({ code: "unauthenticated" });
    expect(seen.asked.filter((url) => !url.startsWith(issuer.issuer))).toEqual([]);
  });

  test("attack 4: extensions that must be understood are not", async ({ expect }) => {
    const seen = await watched();
    const [, payload = "", signature = ""] = (await issuer.token()).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "ES384", kid: "first", typ: "at+jwt", crit: ["x"], x: 1 })).toString("base64url");
    await expect(seen.authenticate(`${header}.${payload}.${signature}`)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("that cannot be had are answered with a try-again, and not asked for again at once", async ({ expect }) => {
    const seen = await watched(() => {
      throw new Error("no keys");
    });
    for (let time = 0; time < 5; time += 1) {
      await expect(seen.authenticate(await issuer.token())).rejects.toMatchObject({ code: "store-unavailable" });
    }
    expect(keyQuestions(seen)).toBe(1);
  });

  test("a warm request with an external token asks nobody", async ({ expect }) => {
    const seen = await watched();
    const token = await issuer.token();
    await seen.authenticate(token);
    await seen.world.settled();
    const before = seen.asked.length;
    for (let time = 0; time < 20; time += 1) await seen.authenticate(token);
    expect(seen.asked.length).toBe(before);
  });
});
