import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { neon, Pool } from "@neondatabase/serverless";
import { describe, expect, onTestFinished, test } from "vitest";
import { gatewayContract } from "#standalone/postgres/postgres.contract";
import { startPostgres } from "#standalone/postgres/start";

describe("in front of PGlite", () => {
  gatewayContract(() => startPostgres({ idleMs: 300 }));

  test("a transaction that says nothing is rolled back and its client dismissed", async () => {
    const postgres = await startPostgres({ idleMs: 50 });
    onTestFinished(() => postgres.stop());
    const { neonConfig } = await import("@neondatabase/serverless");
    neonConfig.wsProxy = () => `${new URL(postgres.gateway).host}/v2`;
    const pool = new Pool({ connectionString: postgres.url });
    pool.on("error", () => undefined);
    const client = await pool.connect();
    const dismissed = new Promise<unknown>((resolve) => client.on("error", resolve));
    await client.query("BEGIN");
    expect(await dismissed).toMatchObject({ code: "25P03" });
    await postgres.asOwner(async (owner) => expect((await owner.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]));
  }, 20_000);

  test("COPY FROM STDIN, which would end the engine, is refused", async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const { neonConfig } = await import("@neondatabase/serverless");
    neonConfig.fetchEndpoint = () => `${postgres.gateway}/sql`;
    const sql = neon(postgres.url);
    await expect(sql.query("COPY users FROM STDIN")).rejects.toMatchObject({ code: "0A000" });
    expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  }, 20_000);
});

test("a database on disk keeps what it was told, over a stop and a start", { timeout: 30_000 }, async () => {
  const parent = mkdtempSync(join(tmpdir(), "cameleer-postgres-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const dataDir = join(parent, "postgres");
  const first = await startPostgres({ dataDir });
  await first.asOwner((owner) => owner.query("CREATE TABLE kept AS SELECT 7 AS n"));
  await first.stop();
  const second = await startPostgres({ dataDir });
  onTestFinished(() => second.stop());
  await second.asOwner(async (owner) => expect((await owner.query("SELECT n FROM kept")).rows).toEqual([{ n: 7 }]));
});

test("a directory that a killed first start left behind is put aside, and a whole database made", { timeout: 30_000 }, async () => {
  const parent = mkdtempSync(join(tmpdir(), "cameleer-postgres-"));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  mkdirSync(join(parent, "postgres"));
  writeFileSync(join(parent, "postgres/PG_VERSION"), "18");
  const postgres = await startPostgres({ dataDir: join(parent, "postgres") });
  onTestFinished(() => postgres.stop());
  await postgres.asOwner(async (owner) => expect((await owner.query("SELECT count(*)::int AS n FROM users")).rows).toEqual([{ n: 0 }]));
  expect(readdirSync(parent)).toEqual(["postgres", expect.stringMatching(/^postgres\.unfinished-/)]);
});
