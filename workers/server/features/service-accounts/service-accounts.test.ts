import { describe, test } from "vitest";
import { changePassword, getSession } from "#schema/contract/auth";
import { listAudit } from "#schema/contract/audit";
import {
  createApiKey,
  createServiceAccount,
  deleteServiceAccount,
  listServiceAccounts,
  revokeApiKey,
  updateServiceAccount,
} from "#schema/contract/service-accounts";
import { listUsers } from "#schema/contract/users";
import type { Permission } from "#schema/permissions";
import type { Database } from "#server/platform/database";
import { authenticator } from "#server/features/auth/index";
import type { Caller, World } from "#test/world";
import { aWorld, baseUrl } from "#test/world";
import { storeUser } from "#test/world-people";

interface Key {
  readonly world: World;
  readonly admin: Caller;
  readonly account: string;
  readonly id: string;
  readonly key: string;
  readonly caller: Caller;
}

async function aKey(permissions: Permission[] = ["users:read"], expiresInDays: number | null = null): Promise<Key> {
  const world = await aWorld();
  const admin = world.as("admin");
  const { id: account } = await admin.call(createServiceAccount, { body: { name: "CI", description: "Deploys at night" } });
  const { id, key } = await admin.call(createApiKey, { params: { id: account }, body: { name: "nightly", permissions, expiresInDays } });
  return { world, admin, account, id, key, caller: world.with({ authorization: `Bearer ${key}` }) };
}

const gone = { code: "unauthenticated" };

describe("an API key", () => {
  test("calls with its own permissions, and none besides", async ({ expect }) => {
    const { caller } = await aKey();
    expect((await caller.call(listUsers, {})).items).toHaveLength(1);
    await expect(caller.call(createServiceAccount, { body: { name: "x" } })).rejects.toMatchObject({ code: "forbidden" });
    expect(await caller.call(getSession, {})).toMatchObject({ user: { username: "CI (API key nightly)", permissions: ["users:read"] } });
  });

  test("is nobody who could sign in: what belongs to an account is closed to it", async ({ expect }) => {
    const { caller } = await aKey();
    const change = caller.call(changePassword, { body: { current: "x", next: "another horse battery" } });
    await expect(change).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is shown once; the list, the audit log and the log know its beginning only", async ({ expect }) => {
    const { world, admin, key, account } = await aKey();
    const { items } = await admin.call(listServiceAccounts, {});
    expect(items).toMatchObject([{ id: account, name: "CI", keys: [{ name: "nightly", prefix: key.slice(0, 12), createdBy: "admin" }] }]);
    const audit = await admin.call(listAudit, { query: { action: "api-key.create" } });
    expect(audit.items).toMatchObject([{ actor: "admin", detail: { serviceAccount: "CI", after: { permissions: ["users:read"] } } }]);
    expect(JSON.stringify([items, audit, world.lines])).not.toContain(key.slice(13));
  });

  test("expires to the millisecond, also where it is remembered", async ({ expect }) => {
    const { world, admin, caller } = await aKey(["users:read"], 1);
    world.clock.advance({ seconds: 86_399 });
    await caller.call(listUsers, {});
    world.clock.advance({ seconds: 1 });
    await expect(caller.call(listUsers, {})).rejects.toMatchObject(gone);
    expect((await admin.call(listServiceAccounts, {})).items).toMatchObject([{ keys: [{ state: "expired" }] }]);
  });

  test("that is mistyped is refused without a question to the database", async ({ expect }) => {
    const { world, key } = await aKey();
    const none: Database = {
      forTenant: () => {
        throw new Error("asked");
      },
    };
    const mistyped = new Request(baseUrl, {
      headers: { authorization: `Bearer ${key.slice(0, -7)}${key.at(-7) === "0" ? "1" : "0"}${key.slice(-6)}` },
    });
    await expect(authenticator()({ ...world.deps, db: none }, mistyped)).rejects.toMatchObject(gone);
  });

  test("asks the database once a minute and notes its use then", async ({ expect }) => {
    const { world, admin, caller } = await aKey();
    const lastUse = async () => (await admin.call(listServiceAccounts, {})).items[0]?.keys[0]?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await caller.call(listUsers, {});
    expect(await lastUse()).toBe("2026-11-22T04:00:00.000Z");
    world.clock.advance({ seconds: 59 });
    await caller.call(listUsers, {});
    expect(await lastUse()).toBe("2026-11-22T04:00:00.000Z");
    world.clock.advance({ seconds: 1 });
    await caller.call(listUsers, {});
    expect(await lastUse()).toBe("2026-11-22T04:01:00.000Z");
  });

  test("of another tenant is unknown", async ({ expect }) => {
    const { key } = await aKey();
    const rival = await aWorld();
    await expect(rival.with({ authorization: `Bearer ${key}` }).call(listUsers, {})).rejects.toMatchObject(gone);
  });

  test.for(["revoke", "disable", "delete"] as const)("ends within ten seconds everywhere: %s", async (way, { expect }) => {
    const { world, admin, account, id, key } = await aKey();
    const elsewhere = world.anotherIsolate().with({ authorization: `Bearer ${key}` });
    await elsewhere.call(listUsers, {});
    await {
      revoke: () => admin.call(revokeApiKey, { params: { id: account, key: id } }),
      disable: () => admin.call(updateServiceAccount, { params: { id: account }, body: { disabled: true } }),
      delete: () => admin.call(deleteServiceAccount, { params: { id: account } }),
    }[way]();
    world.clock.advance({ seconds: 10 });
    await expect(elsewhere.call(listUsers, {})).rejects.toMatchObject(gone);
  });

  test("comes back with its account when that is enabled again, a revoked one does not", async ({ expect }) => {
    const { world, admin, account, id, caller } = await aKey();
    const disable = (disabled: boolean) => admin.call(updateServiceAccount, { params: { id: account }, body: { disabled } });
    await disable(true);
    world.clock.advance({ seconds: 10 });
    await expect(caller.call(listUsers, {})).rejects.toMatchObject(gone);
    expect(await disable(false)).toMatchObject({ disabled: false });
    await caller.call(listUsers, {});
    await admin.call(revokeApiKey, { params: { id: account, key: id } });
    await disable(true);
    await disable(false);
    world.clock.advance({ seconds: 10 });
    await expect(caller.call(listUsers, {})).rejects.toMatchObject(gone);
  });
});

describe("attack 27: a key", () => {
  test("gets what its author holds at most", async ({ expect }) => {
    const { world, account } = await aKey();
    const author = await aKey(["service-accounts:write", "users:read"]);
    const make = (permissions: Permission[]) =>
      author.caller.call(createApiKey, { params: { id: author.account }, body: { name: "child", permissions } });
    await expect(make(["users:read", "users:write"])).rejects.toMatchObject({ code: "not-grantable" });
    await expect(make(["license:write"])).rejects.toMatchObject({ code: "not-grantable" });
    const child = await make(["users:read"]);
    expect(child.permissions).toEqual(["users:read"]);
    const foreign = world
      .as("admin")
      .call(createApiKey, { params: { id: author.account }, body: { name: "x", permissions: ["users:read"] } });
    await expect(foreign).rejects.toMatchObject({ code: "not-found" });
    expect(account).not.toBe(author.account);
  });
});

describe("service accounts", () => {
  test("have names that are taken whatever their case, also for two who ask at once", async ({ expect }) => {
    const { admin, account } = await aKey();
    const outcomes = await Promise.allSettled(["Deploy", "dePLOY"].map((name) => admin.call(createServiceAccount, { body: { name } })));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const rename = admin.call(updateServiceAccount, { params: { id: account }, body: { name: "DEPLOY" } });
    await expect(rename).rejects.toMatchObject({ code: "conflict", facts: { errors: [{ pointer: "/body/name" }] } });
    expect(await admin.call(updateServiceAccount, { params: { id: account }, body: { name: "ci" } })).toMatchObject({ name: "ci" });
  });

  test("tell the audit log what they were and what they became", async ({ expect }) => {
    const { admin, account } = await aKey();
    await admin.call(updateServiceAccount, { params: { id: account }, body: { description: "Builds", disabled: true } });
    const { items } = await admin.call(listAudit, { query: { action: "service-account.update" } });
    expect(items).toMatchObject([
      {
        target: account,
        detail: { before: { description: "Deploys at night", disabled: false }, after: { description: "Builds", disabled: true } },
      },
    ]);
  });

  test("have no way to sign in, even by a name that somebody else has", async ({ expect }) => {
    const { world, caller } = await aKey();
    await storeUser(world.deps, { username: "CI", roles: ["ADMIN"] });
    expect(await caller.call(getSession, {})).toMatchObject({ user: { roles: [], permissions: ["users:read"] } });
  });
});
