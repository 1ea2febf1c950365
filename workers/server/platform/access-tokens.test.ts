import { decodeProtectedHeader, SignJWT } from "jose";
import { describe, test } from "vitest";
import type { AgentToken, UserToken } from "#server/platform/access-tokens";
import { deriveKeys } from "#server/platform/derived-keys";
import type { Keys } from "#server/platform/keys";
import { keysOf } from "#server/platform/keys";
import { Secret } from "#server/platform/secret";

const secret = new Secret("s".repeat(43));
const other = new Secret("o".repeat(43));
const nowMs = 1_790_000_000_000;
const ann: UserToken = { kind: "user", userId: "usr_1", familyId: "tkf_1" };
const agent: AgentToken = { kind: "agent", agentId: "agt_1", app: "orders", environment: "prod", instance: "i-1" };

function keysAt(atMs: number, secrets: readonly [Secret, ...Secret[]] = [secret], tenant = "acme"): Keys {
  return keysOf({ secrets, tenant, clock: { now: () => atMs } });
}

const keys = keysAt(nowMs);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("access tokens", () => {
  test("a person's token names person and family until it ends, ten minutes later", async ({ expect }) => {
    const token = await keys.signAccessToken(ann);
    expect(await keys.verifyAccessToken(token)).toEqual({ ...ann, expiresAtMs: nowMs + 600_000 });
    expect(await keysAt(nowMs + 599_000).verifyAccessToken(token)).toMatchObject({ kind: "user" });
    expect(await keysAt(nowMs + 600_000).verifyAccessToken(token)).toEqual({ kind: "refused", reason: "invalid" });
  });

  test("an agent's token names the agent, its app, environment and instance for an hour", async ({ expect }) => {
    const token = await keys.signAccessToken(agent);
    expect(await keys.verifyAccessToken(token)).toEqual({ ...agent, expiresAtMs: nowMs + 3_600_000 });
  });

  test("the two kinds differ in key id and type", async ({ expect }) => {
    const userHeader = decodeProtectedHeader(await keys.signAccessToken(ann));
    const agentHeader = decodeProtectedHeader(await keys.signAccessToken(agent));
    expect(userHeader).toMatchObject({ alg: "HS256", typ: "at+jwt", kid: expect.stringMatching(/^u-/) });
    expect(agentHeader).toMatchObject({ alg: "HS256", typ: "agent+jwt", kid: expect.stringMatching(/^a-/) });
  });

  test("another tenant's and another secret's tokens are refused", async ({ expect }) => {
    const token = await keys.signAccessToken(ann);
    expect(await keysAt(nowMs, [secret], "rival").verifyAccessToken(token)).toMatchObject({ kind: "refused" });
    expect(await keysAt(nowMs, [other]).verifyAccessToken(token)).toMatchObject({ kind: "refused" });
  });

  test("tokens of the secret before the present one are good until they end", async ({ expect }) => {
    const token = await keysAt(nowMs, [other]).signAccessToken(ann);
    expect(await keysAt(nowMs, [secret, other]).verifyAccessToken(token)).toMatchObject({ kind: "user" });
  });

  test("a token without signature, or with a changed claim, is refused", async ({ expect }) => {
    const [header = "", , signature = ""] = (await keys.signAccessToken(ann)).split(".");
    const claims = encode({ iss: "cameleer", aud: "cameleer:user:acme", sub: "usr_2", sid: "tkf_1", iat: 1, exp: 9_999_999_999, jti: "x" });
    for (const token of [`${header}.${claims}.${signature}`, `${header}.${claims}.`]) {
      expect(await keys.verifyAccessToken(token)).toMatchObject({ kind: "refused" });
    }
  });

  test("no header talks the server into another algorithm or key", async ({ expect }) => {
    const { kid } = decodeProtectedHeader(await keys.signAccessToken(ann));
    const claims = encode({ iss: "cameleer", aud: "cameleer:user:acme", sub: "usr_1", sid: "tkf_1", iat: 1, exp: 9_999_999_999, jti: "x" });
    const headers = [
      { alg: "none", typ: "at+jwt", kid },
      { alg: "RS256", typ: "at+jwt", kid },
      { alg: "HS256", typ: "at+jwt", kid: "../../etc/passwd" },
      { alg: "HS256", typ: "at+jwt", kid: ["u-1"] },
      { alg: "HS256", typ: "at+jwt", kid: "u-".padEnd(10_000, "x") },
      { alg: "HS256", typ: "at+jwt" },
    ];
    for (const header of headers)
      expect(await keys.verifyAccessToken(`${encode(header)}.${claims}.AAAA`)).toMatchObject({ kind: "refused" });
  });

  test("a well-signed token with the other kind's type or audience, or without an end, is refused", async ({ expect }) => {
    const derived = await deriveKeys(secret, "acme");
    const key = await derived.bytes("user access tokens");
    const good = { typ: "at+jwt", aud: "cameleer:user:acme", exp: nowMs / 1_000 + 60 };
    const signed = ({ typ, aud, exp }: typeof good, iss = "cameleer"): Promise<string> =>
      new SignJWT({ sub: "usr_1", sid: "tkf_1", jti: "x", iss, aud, iat: nowMs / 1_000, ...(exp === 0 ? {} : { exp }) })
        .setProtectedHeader({ alg: "HS256", typ, kid: `u-${derived.id}` })
        .sign(key);
    expect(await keys.verifyAccessToken(await signed(good))).toMatchObject({ kind: "user" });
    const wrong = [
      { ...good, typ: "agent+jwt" },
      { ...good, typ: "JWT" },
      { ...good, aud: "cameleer:agent:acme" },
      { ...good, exp: 0 },
    ];
    for (const token of wrong) expect(await keys.verifyAccessToken(await signed(token))).toEqual({ kind: "refused", reason: "invalid" });
    expect(await keys.verifyAccessToken(await signed(good, "https://idp.example"))).toEqual({ kind: "refused", reason: "invalid" });
  });

  test("text that is no token is refused", async ({ expect }) => {
    for (const text of ["", "a.b", "a.b.c", "....", "é.é.é"]) expect(await keys.verifyAccessToken(text)).toMatchObject({ kind: "refused" });
  });
});
