import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "#test/free-port";
import type { TelemetryStore } from "#test/telemetry-store";
import { startTelemetryStore } from "#test/telemetry-store";
import type { Operation, ReadLimits, Statement } from "#server/platform/clickhouse";
import { openClickHouse, readLimits } from "#server/platform/clickhouse";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, integer, joinSql, ofTenant, renderSql, sql, text, texts } from "#server/platform/clickhouse-sql";
import { Secret } from "#server/platform/secret";

let store: TelemetryStore;
const operation: Operation = { op: "test", signal: new AbortController().signal };

beforeAll(async () => {
  store = await startTelemetryStore();
  await store.run(
    `INSERT INTO events (tenant_id, app, time, type) SELECT if(number % 2 = 0, 'acme', 'other'), concat('app-', toString(number % 3)), '2026-11-20 10:00:00', 'context.started' FROM numbers(1000)`,
  );
});

afterAll(() => store.stop());

const counted = z.object({ n: z.number() });
const countOf = (sql: Sql): Statement<{ n: number }> => ({ name: "count", sql, row: counted });

function open(limits: Partial<ReadLimits> = {}, url = store.url): ReturnType<ReturnType<typeof openClickHouse>["forTenant"]> {
  return openClickHouse(new Secret(url), { ...readLimits, ...limits }).forTenant("acme", operation);
}

describe("attack 40: the tenant's handle", () => {
  it("reads its own rows only", async () => {
    expect(await open().read(countOf(sql`SELECT count() AS n FROM events WHERE ${ofTenant}`))).toEqual([{ n: 500 }]);
  });

  it("reads its own rows only, even where a condition would let others in", async () => {
    const careless = sql`SELECT count() AS n FROM events WHERE ${ofTenant} OR app != ''`;
    expect(await open().read(countOf(careless))).toEqual([{ n: 500 }]);
  });

  it("refuses to run a statement that names a table without the tenant", () => {
    const forgetful = sql`SELECT count() AS n FROM events WHERE ${ofTenant} AND app IN (SELECT app FROM executions)`;
    expect(() => renderSql("forgetful", forgetful)).toThrow("reads 2 tables (executions, events) and has 1 tenant predicates");
  });

  it("takes values as parameters, whatever they contain", async () => {
    const odd = ["'; DROP TABLE events; --", "\\", "\t\n\r\0", "{p0:String}", "🐫", "\ud800"];
    const echo = sql`SELECT count() AS n FROM events WHERE ${ofTenant} AND app NOT IN ${texts(odd)} AND app != ${text(odd.join(""))}`;
    expect(await open().read(countOf(echo))).toEqual([{ n: 500 }]);
  });

  it("puts pieces together", async () => {
    const conditions = [sql`app = ${text("app-0")}`, sql`time >= ${instant(1_700_000_000_000_000)}`, sql`length(type) > ${integer(3)}`];
    const statement = countOf(sql`SELECT count() AS n FROM events WHERE ${ofTenant} AND ${joinSql(conditions, sql` AND `)}`);
    expect(await open().read(statement)).toEqual([{ n: 167 }]);
  });
});

describe("a read that fails", () => {
  const heavy = countOf(sql`SELECT count() AS n FROM events WHERE ${ofTenant}`);

  it("is too expensive when it reads too many rows", async () => {
    await expect(open({ rows: 10 }).read(heavy)).rejects.toMatchObject({ code: "query-too-expensive" });
  });

  it("is too expensive when it takes too long", async () => {
    const slow = countOf(sql`SELECT sum(sleepEachRow(0.01)) AS n FROM events WHERE ${ofTenant}`);
    await expect(open({ seconds: 1 }).read(slow)).rejects.toMatchObject({ code: "query-too-expensive" });
  });

  it("is too expensive when it needs too much memory", async () => {
    const greedy = countOf(sql`SELECT length(groupArray(repeat(app, 100000))) AS n FROM events WHERE ${ofTenant}`);
    await expect(open({ memoryBytes: 20_000_000 }).read(greedy)).rejects.toMatchObject({ code: "query-too-expensive" });
  });

  it("names a bad regular expression", async () => {
    const bad = countOf(sql`SELECT count() AS n FROM events WHERE ${ofTenant} AND match(app, ${text("(")})`);
    await expect(open().read(bad)).rejects.toMatchObject({ code: "invalid-query" });
  });

  it("says that the store is away when nobody answers", async () => {
    const url = `http://cameleer:secret@127.0.0.1:${await freePort()}/cameleer`;
    await expect(open({}, url).read(heavy)).rejects.toMatchObject({ code: "store-unavailable", status: 503 });
    expect(await openClickHouse(new Secret(url)).isReachable()).toBe(false);
  });

  it("keeps a mistake of ours to itself", async () => {
    const wrong = countOf(sql`SELECT nosuch AS n FROM events WHERE ${ofTenant}`);
    await expect(open().read(wrong)).rejects.toMatchObject({ code: "unexpected" });
  });

  it("ends when nobody waits for it any more", async () => {
    const gone = openClickHouse(new Secret(store.url)).forTenant("acme", { op: "test", signal: AbortSignal.abort() });
    await expect(gone.read(heavy)).rejects.toMatchObject({ code: "store-unavailable" });
  });
});
