import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { applyLicense, getLicense, listLicenses, previewLicense } from "#schema/contract/license";
import { signedLicense } from "#tools/license-token";
import { claimsOf } from "#tools/license-token";
import { aLicense, licensed, worldStartMs } from "#test/licenses";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const day = 86_400;
const exp = worldStartMs / 1_000 + 365 * day;

const apply = async (world: World, token: string) => world.as("admin").call(applyLicense, { body: { token } });
const status = (world: World) => world.as("viewer").call(getLicense, {});

async function auditOf(world: World): Promise<readonly unknown[]> {
  return (await world.as("admin").call(listAudit, { query: { action: "license.apply" } })).items;
}

describe("a license", () => {
  test("that is applied holds at once, stands in the history, and the audit log says who did it", async ({ expect }) => {
    const world = await aWorld();
    expect(await status(world)).toMatchObject({ state: "none", tier: "COMMUNITY", source: "none", sequence: null });
    const applied = await apply(world, await aLicense({ seq: 7, features: ["lineage"], limits: { users: 3 } }));
    expect(applied).toMatchObject({ state: "active", tier: "BUSINESS", sequence: 7, source: "api", test: true, customer: "Example Ltd" });
    expect(applied.limits).toMatchObject({ users: { limit: 3, used: 2 }, agents: { limit: 200, used: 0 } });
    expect(applied.features).toMatchObject([
      { feature: "debugger", enabled: false },
      { feature: "lineage", enabled: true },
      { enabled: false },
    ]);
    expect(await status(world)).toEqual(applied);
    const { items } = await world.as("viewer").call(listLicenses, {});
    expect(items).toMatchObject([{ sequence: 7, tier: "BUSINESS", source: "api", acceptedBy: "admin" }]);
    expect(await auditOf(world)).toMatchObject([{ actor: "admin", outcome: "success", detail: { before: null, after: { sequence: 7 } } }]);
  });

  test("is previewed without being applied, with what would be lost", async ({ expect }) => {
    const world = await aWorld(await licensed({ seq: 1 }));
    const token = await aLicense({ seq: 2, features: ["lineage"], limits: { users: 1 }, exp: exp - 300 * day });
    const preview = await world.as("admin").call(previewLicense, { body: { token } });
    expect(preview).toMatchObject({
      before: { sequence: 1, limits: { users: { limit: 50 } } },
      after: { sequence: 2, limits: { users: { limit: 1 } } },
    });
    expect(preview.warnings).toEqual([
      "It is a test license: anybody can sign one.",
      "It ends earlier than the license that holds now.",
      "The feature debugger is switched off.",
      "The feature correlation is switched off.",
    ]);
    expect(await status(world)).toMatchObject({ sequence: 1 });
    const used = await world.as("admin").call(previewLicense, { body: { token } });
    expect(used.warnings).toContain("There are 2 users, and it allows 1. Nothing is removed; no more can be added.");
  });

  test("of the configuration holds without anybody applying it, once in history and audit log however many isolates see it", async ({
    expect,
  }) => {
    const world = await aWorld(await licensed({ seq: 3 }));
    await status(world);
    await Promise.all([status(world), world.anotherIsolate().as("operator").call(getLicense, {})]);
    expect(await status(world)).toMatchObject({ sequence: 3, source: "environment" });
    expect((await world.as("viewer").call(listLicenses, {})).items).toMatchObject([
      { sequence: 3, source: "environment", acceptedBy: "settings" },
    ]);
    expect(await auditOf(world)).toMatchObject([{ actor: "settings", outcome: "success" }]);
  });

  test("of the configuration that is not good leaves the server as it is, and says why", async ({ expect }) => {
    const world = await aWorld(await licensed({ tenant: "globex" }));
    expect(await status(world)).toMatchObject({ state: "none", explanation: expect.stringContaining("It was made for another tenant.") });
  });

  test("with a higher sequence wins over the configuration's, wherever it came from", async ({ expect }) => {
    const world = await aWorld(await licensed({ seq: 3 }));
    await apply(world, await aLicense({ seq: 4, tier: "ENTERPRISE" }));
    expect(await status(world)).toMatchObject({ sequence: 4, tier: "ENTERPRISE", source: "api" });
    expect(await world.anotherIsolate().as("operator").call(getLicense, {})).toMatchObject({ sequence: 4 });
  });
});

const claims = claimsOf({ seq: 9 }, worldStartMs);
const otherKey = {
  kty: "OKP",
  crv: "Ed25519",
  d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
};
const forgeries = [
  ["signed with another key", () => signedLicense(claims, { kid: "lic-test", jwk: otherKey })],
  ["signed with an unknown key", () => signedLicense(claims, { kid: "lic-0", jwk: otherKey })],
  [
    "of another type",
    () =>
      aLicense().then((token) =>
        token.replace(/^[^.]+/, Buffer.from('{"alg":"EdDSA","typ":"JWT","kid":"lic-test"}').toString("base64url")),
      ),
  ],
  ["another tenant's", () => aLicense({ seq: 9, tenant: "globex" })],
  ["for another product", () => signedLicense({ ...claims, aud: "cameleer-saas" })],
  ["that begins later", () => aLicense({ seq: 9, iat: worldStartMs / 1_000 + day })],
] as const;

describe("attack 45: a forged license", () => {
  test.for(forgeries)("%s is refused, the one before stays, and the attempt is on record", async ([, forge], { expect }) => {
    const world = await aWorld();
    await apply(world, await aLicense({ seq: 5 }));
    const attempt = apply(world, await forge());
    await expect(attempt).rejects.toMatchObject({ code: "license-refused", facts: { errors: [{ pointer: "/body/token" }] } });
    expect(await status(world)).toMatchObject({ sequence: 5, state: "active" });
    expect(await auditOf(world)).toMatchObject([{ outcome: "failure", actor: "admin" }, { outcome: "success" }]);
  });

  test("an access token of this server is no license, and a license is no access token", async ({ expect }) => {
    const world = await aWorld();
    const accessToken = await world.deps.keys.signAccessToken({
      kind: "agent",
      agentId: "agt_1",
      app: "a",
      environment: "e",
      instance: "i",
    });
    await expect(apply(world, accessToken)).rejects.toMatchObject({ code: "license-refused" });
    const caller = world.with({ authorization: `Bearer ${await aLicense()}` });
    await expect(caller.call(getLicense, {})).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

describe("attack 46: an older license", () => {
  test("with more in it does not come back, also when the one that replaced it has ended", async ({ expect }) => {
    const world = await aWorld();
    const rich = await aLicense({ seq: 5, tier: "ENTERPRISE", exp: exp + 1_000 * day });
    await apply(world, rich);
    await apply(world, await aLicense({ seq: 6, features: [], exp: worldStartMs / 1_000 + 10 * day }));
    await expect(apply(world, rich)).rejects.toMatchObject({ code: "conflict" });
    world.clock.advance({ seconds: 100 * day });
    await expect(apply(world, rich)).rejects.toMatchObject({ code: "conflict" });
    expect(await status(world)).toMatchObject({ sequence: 6, state: "expired" });
  });

  test("does not come back by way of the configuration", async ({ expect }) => {
    const world = await aWorld(await licensed({ seq: 5 }));
    await apply(world, await aLicense({ seq: 6, features: [] }));
    expect(await status(world)).toMatchObject({
      sequence: 6,
      source: "api",
      features: expect.not.arrayContaining([expect.objectContaining({ enabled: true })]),
    });
  });

  test("with the same sequence is the same license, or a conflict", async ({ expect }) => {
    const world = await aWorld();
    const token = await aLicense({ seq: 5 });
    await apply(world, token);
    expect(await apply(world, token)).toMatchObject({ sequence: 5 });
    await expect(apply(world, await aLicense({ seq: 5, tier: "ENTERPRISE" }))).rejects.toMatchObject({ code: "conflict" });
    await expect(world.as("admin").call(previewLicense, { body: { token: await aLicense({ seq: 4 }) } })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await auditOf(world)).toMatchObject([{ outcome: "failure" }, { outcome: "success" }]);
  });

  test("of two with the same sequence that arrive at once one is refused", async ({ expect }) => {
    const world = await aWorld();
    const both = await Promise.allSettled([
      apply(world, await aLicense({ seq: 5 })),
      apply(world, await aLicense({ seq: 5, tier: "ENTERPRISE" })),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("attack 47: a clock that is set back", () => {
  test("is noticed, grants no grace, locks nobody out, and is forgiven by a newer license", async ({ expect }) => {
    const world = await aWorld();
    await apply(world, await aLicense({ seq: 1, exp: worldStartMs / 1_000 + 10 * day }));
    world.clock.advance({ seconds: 12 * day });
    expect(await status(world)).toMatchObject({ state: "grace", features: [{ enabled: true }, { enabled: true }, { enabled: true }] });
    world.clock.advance({ seconds: -11 * day });
    const suspect = await status(world);
    expect(suspect).toMatchObject({ state: "clock-suspect", features: [{ enabled: false }, { enabled: false }, { enabled: false }] });
    expect(suspect.explanation).toContain("Set the clock right");
    expect(await auditOf(world)).toHaveLength(1);
    await apply(world, await aLicense({ seq: 2 }));
    expect(await status(world)).toMatchObject({ state: "active", sequence: 2 });
  });
});
