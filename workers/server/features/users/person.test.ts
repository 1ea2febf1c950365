import { describe, test } from "vitest";
import { listAudit } from "#schema/contract/audit";
import { logIn, openSession, refreshTokens } from "#schema/contract/auth";
import { addMember, createGroup, createRole } from "#schema/contract/groups";
import {
  deleteUser,
  endUserSessions,
  explainPermissions,
  getUser,
  listUserSessions,
  listUsers,
  resetSecondFactor,
  updateUser,
} from "#schema/contract/users";
import { claimMappingRules, identities } from "#schema/postgres/server/identities";
import { secondFactors, userRoles } from "#schema/postgres/server/users";
import { storeUser, worldPassword } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

async function anIdentity({ deps }: World, username: string): Promise<string> {
  const [id, at] = [deps.newId("identity"), deps.clock.now()];
  const row = {
    tenantId: deps.tenant,
    id,
    issuer: "https://idp.example",
    subject: `sub-${username}`,
    username,
    displayName: "Ann Example",
  };
  await deps.db
    .forTenant(deps.tenant)
    .insert(identities)
    .values({ ...row, email: "ann@example.com", firstSeenAt: at, lastSeenAt: at, claims: {} });
  return id;
}

describe("somebody", () => {
  test("is shown with what was assigned, by whom or by which rule", async ({ expect }) => {
    const world = await aWorld();
    const { deps } = world;
    const id = await storeUser(deps, { username: "ann", roles: ["VIEWER"] });
    const group = await world.as("admin").call(createGroup, { body: { name: "Integration", roles: ["OPERATOR"] } });
    await world.as("admin").call(addMember, { params: { id: group.id, user: id }, body: {} });
    const [tenantId, rule] = [deps.tenant, { id: "rul_1", claim: "groups", match: "contains", value: "cameleer-admins" } as const];
    const db = deps.db.forTenant(tenantId);
    const written = {
      action: "assignRole",
      target: "ADMIN",
      priority: 0,
      enabled: true,
      createdBy: "admin",
      createdAt: 0,
      changedAt: 0,
    } as const;
    await db.insert(claimMappingRules).values({ tenantId, ...rule, ...written });
    await db.insert(userRoles).values({ tenantId, userId: id, role: "ADMIN", origin: "managed", ruleId: rule.id });
    const because = { id: rule.id, summary: "groups contains cameleer-admins" };
    const params = { id };
    expect(await world.as("admin").call(getUser, { params })).toMatchObject({
      source: "local",
      roles: ["ADMIN", "OPERATOR", "VIEWER"],
      groups: ["Integration"],
      assignedRoles: [
        { role: { id: "ADMIN", name: "ADMIN" }, origin: "managed", rule: because },
        { role: { id: "VIEWER" }, origin: "direct", rule: null },
      ],
      assignedGroups: [{ group: { id: group.id, name: "Integration" }, origin: "direct", rule: null }],
    });
    const { items } = await world.as("admin").call(explainPermissions, { params });
    expect(items.find(({ permission }) => permission === "deployments:write")).toEqual({
      permission: "deployments:write",
      description: expect.stringContaining("Deploy"),
      grants: [
        { role: { id: "ADMIN", name: "ADMIN" }, groups: [], origin: "managed", rule: because },
        { role: { id: "OPERATOR", name: "OPERATOR" }, groups: [{ id: group.id, name: "Integration" }], origin: "direct", rule: null },
      ],
    });
  });

  test("keeps what rules have given when a person takes everything away", async ({ expect }) => {
    const world = await aWorld();
    const { deps } = world;
    const id = await storeUser(deps, { username: "ann", roles: ["VIEWER"] });
    const row = { tenantId: deps.tenant, userId: id, role: "OPERATOR", origin: "managed" as const, ruleId: "scope operator" };
    await deps.db.forTenant(deps.tenant).insert(userRoles).values(row);
    expect(await world.as("admin").call(updateUser, { params: { id }, body: { roles: [] } })).toMatchObject({ roles: ["OPERATOR"] });
  });

  test("is signed out everywhere, browsers and tokens alike", async ({ expect }) => {
    const world = await aWorld();
    const id = await storeUser(world.deps, { username: "ann", roles: ["ADMIN"] });
    const credentials = { username: "ann", password: worldPassword };
    const origin = { origin: "http://localhost:8080", "user-agent": "Firefox" };
    await world.with(origin).call(openSession, { body: credentials });
    const tokens = await world.anonymous.call(logIn, { body: credentials });
    const ann = world.with({ authorization: `Bearer ${tokens.accessToken}` });
    const { items } = await ann.call(listUserSessions, { params: { id } });
    expect(items).toMatchObject([
      { kind: "browser", method: "password", userAgent: "Firefox", current: false },
      { kind: "api", method: "password", current: true },
    ]);
    await world.as("admin").call(endUserSessions, { params: { id } });
    world.clock.advance({ seconds: 10 });
    await expect(ann.call(listUsers, {})).rejects.toMatchObject({ code: "unauthenticated" });
    const refreshed = world.anonymous.call(refreshTokens, { body: { refreshToken: tokens.refreshToken } });
    await expect(refreshed).rejects.toMatchObject({ code: "invalid-credentials" });
    expect((await world.as("admin").call(listUserSessions, { params: { id } })).items).toEqual([]);
  });

  test("who lost their authenticator app is freed of it", async ({ expect }) => {
    const world = await aWorld();
    const { deps } = world;
    const id = await storeUser(deps, { username: "ann", roles: ["VIEWER"] });
    const row = { tenantId: deps.tenant, userId: id, sealedSecret: "sealed", begunAt: 0, confirmedAt: 0 };
    await deps.db.forTenant(deps.tenant).insert(secondFactors).values(row);
    const admin = world.as("admin");
    expect(await admin.call(getUser, { params: { id } })).toMatchObject({ secondFactor: true });
    await admin.call(resetSecondFactor, { params: { id } });
    expect(await admin.call(getUser, { params: { id } })).toMatchObject({ secondFactor: false });
    const { items } = await admin.call(listAudit, { query: { action: "user.reset-second-factor" } });
    expect(items).toMatchObject([{ target: id, detail: { username: "ann", before: { secondFactor: true } } }]);
  });

  test("who is deleted is gone with everything they had open; the audit log keeps their name", async ({ expect }) => {
    const world = await aWorld();
    const id = await storeUser(world.deps, { username: "ann", roles: ["VIEWER"] });
    const { accessToken } = await world.anonymous.call(logIn, { body: { username: "ann", password: worldPassword } });
    await world.as("admin").call(deleteUser, { params: { id } });
    world.clock.advance({ seconds: 10 });
    await expect(world.with({ authorization: `Bearer ${accessToken}` }).call(listUsers, {})).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(world.as("admin").call(getUser, { params: { id } })).rejects.toMatchObject({ code: "not-found" });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "user.delete" } });
    expect(items).toMatchObject([{ target: id, detail: { before: { username: "ann", roles: ["VIEWER"] } } }]);
  });
});

describe("somebody known by their tokens only", () => {
  test("is listed and shown, and holds nothing here", async ({ expect }) => {
    const world = await aWorld();
    const id = await anIdentity(world, "ann");
    const { items } = await world.as("admin").call(listUsers, {});
    expect(items).toMatchObject([{ username: "admin" }, { id, username: "ann", source: "external", roles: [] }]);
    expect(await world.as("admin").call(getUser, { params: { id } })).toMatchObject({
      email: "ann@example.com",
      identities: [{ issuer: "https://idp.example", subject: "sub-ann" }],
    });
    expect(await world.as("admin").call(explainPermissions, { params: { id } })).toEqual({ items: [] });
  });

  test("gets an account when something is assigned to them, and is one person from then on", async ({ expect }) => {
    const world = await aWorld();
    const id = await anIdentity(world, "ann");
    const admin = world.as("admin");
    const account = await admin.call(updateUser, { params: { id }, body: { roles: ["OPERATOR"] } });
    expect(account).toMatchObject({ id: expect.stringMatching(/^usr_/), username: "ann", source: "oidc", roles: ["OPERATOR"] });
    const again = await admin.call(updateUser, { params: { id }, body: { disabled: true } });
    expect(again).toMatchObject({ id: account.id, disabled: true });
    expect((await admin.call(listUsers, {})).items.map((user) => user.id)).toContain(account.id);
    expect((await admin.call(listUsers, {})).items).toHaveLength(2);
  });

  test("never gets the account of somebody else who has the same name", async ({ expect }) => {
    const world = await aWorld();
    const id = await anIdentity(world, "admin");
    const role = await world.as("admin").call(createRole, { body: { name: "Readers", permissions: ["logs:read"] } });
    const account = await world.as("admin").call(updateUser, { params: { id }, body: { roles: [role.id] } });
    expect(account).toMatchObject({ username: `admin-${id.slice(-8)}`, roles: ["Readers"] });
  });
});
