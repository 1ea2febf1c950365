import { sql } from "drizzle-orm";
import { describe, test } from "vitest";
import { settings } from "#schema/postgres/server/settings";
import { connectDatabase } from "#server/platform/database";
import { isUniqueViolation } from "#server/platform/database-errors";
import { Secret } from "#server/platform/secret";
import { thePostgres, usePostgres } from "#test/engines";
import { freePort } from "#test/free-port";

usePostgres();

const connect = () => connectDatabase({ url: new Secret(thePostgres().url), gateway: new URL(thePostgres().gateway) });
const row = (tenantId: string, name: string) => ({ tenantId, name, value: { n: 1 }, changedAt: 1_790_000_000_123 });

describe("the tenant-scoped database", () => {
  test("a row comes back as it was stored, instants in milliseconds", async ({ expect }) => {
    const db = connect().forTenant("t-one");
    await db.insert(settings).values(row("t-one", "kept"));
    expect(await db.select().from(settings)).toEqual([row("t-one", "kept")]);
  });

  test("attack 39: statements see their tenant's rows only, also without a predicate", async ({ expect }) => {
    const database = connect();
    await database.forTenant("t-a").insert(settings).values(row("t-a", "mine"));
    expect(await database.forTenant("t-b").select().from(settings)).toEqual([]);
    expect(await database.forTenant("t-b").transaction((tx) => tx.select().from(settings))).toEqual([]);
    await expect(database.forTenant("t-b").insert(settings).values(row("t-a", "theirs"))).rejects.toThrow();
  });

  test("a batch gives the results in order and is one transaction", async ({ expect }) => {
    const db = connect().forTenant("t-batch");
    const insert = (name: string) => db.insert(settings).values(row("t-batch", name)).returning({ name: settings.name });
    expect(await db.batch([insert("a"), insert("b"), db.select().from(settings)])).toMatchObject([
      [{ name: "a" }],
      [{ name: "b" }],
      { length: 2 },
    ]);
    await expect(db.batch([insert("c"), insert("a")])).rejects.toSatisfy((thrown) =>
      isUniqueViolation(thrown, "settings_tenant_id_name_pk"),
    );
    expect(await db.select().from(settings)).toHaveLength(2);
  });

  test("a transaction keeps what it did, or nothing when its work throws", async ({ expect }) => {
    const db = connect().forTenant("t-transaction");
    const store = (name: string, fails: boolean): Promise<void> =>
      db.transaction(async (tx) => {
        await tx.insert(settings).values(row("t-transaction", name));
        if (fails) throw new RangeError("changed my mind");
      });
    await store("a", false);
    await expect(store("b", true)).rejects.toThrow(RangeError);
    expect(await db.select({ name: settings.name }).from(settings)).toEqual([{ name: "a" }]);
  });

  test("a wrong statement is an error of ours, not a store out of reach", async ({ expect }) => {
    const db = connect().forTenant("t-wrong");
    await expect(db.execute(sql`select nothing`)).rejects.not.toMatchObject({ code: "store-unavailable" });
    await expect(db.transaction((tx) => tx.execute(sql`select nothing`))).rejects.not.toMatchObject({ code: "store-unavailable" });
  });

  test("a database out of reach is a problem that says so, however it is asked", async ({ expect }) => {
    const gateway = new URL(`http://127.0.0.1:${await freePort()}`);
    const db = connectDatabase({ url: new Secret(thePostgres().url), gateway }).forTenant("t-away");
    const away = { code: "store-unavailable", facts: { retryAfterSeconds: 2 } };
    await expect(db.select().from(settings)).rejects.toMatchObject({ cause: away });
    await expect(db.batch([db.select().from(settings)])).rejects.toMatchObject(away);
    await expect(db.transaction((tx) => tx.select().from(settings))).rejects.toMatchObject(away);
  });

  test("two databases behind two gateways of one process do not meet", async ({ expect }) => {
    const away = new URL(`http://127.0.0.1:${await freePort()}`);
    const here = connect().forTenant("t-here");
    connectDatabase({ url: new Secret(thePostgres().url), gateway: away });
    expect(await here.select().from(settings)).toEqual([]);
  });
});
