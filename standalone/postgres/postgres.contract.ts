import { neon, neonConfig, NeonDbError, Pool, type NeonQueryFunction } from "@neondatabase/serverless";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { RunningPostgres } from "#standalone/postgres/start";

/** What the gateway promises to Neon's driver, whatever PostgreSQL is behind it. */
export function gatewayContract(start: () => Promise<RunningPostgres>): void {
  let postgres: RunningPostgres;
  let sql: NeonQueryFunction<false, false>;

  const poolOf = (url: string): Pool => new Pool({ connectionString: url });

  beforeAll(async () => {
    postgres = await start();
    const { host } = new URL(postgres.gateway);
    neonConfig.fetchEndpoint = () => `${postgres.gateway}/sql`;
    neonConfig.wsProxy = () => `${host}/v1`;
    neonConfig.useSecureWebSocket = false;
    neonConfig.webSocketConstructor = WebSocket;
    sql = neon(postgres.url);
    await postgres.asOwner(async (client) => {
      await client.query(
        "CREATE TABLE notes (id int PRIMARY KEY, body jsonb, at timestamptz DEFAULT '2026-01-02T03:04:05Z', tags text[], raw bytea)",
      );
      await client.query("CREATE TABLE secrets (owner text, body text)");
      await client.query("ALTER TABLE secrets ENABLE ROW LEVEL SECURITY");
      await client.query("ALTER TABLE secrets FORCE ROW LEVEL SECURITY");
      await client.query("CREATE POLICY own ON secrets USING (owner = current_setting('app.tenant_id', true))");
      await client.query("INSERT INTO secrets VALUES ('a', 'of a'), ('b', 'of b')");
      await client.query("GRANT ALL ON notes, secrets TO cameleer_app");
    });
  });
  afterAll(async () => {
    await postgres.stop();
  });

  test("values come back as the driver's types", async () => {
    const rows =
      await sql`INSERT INTO notes VALUES (1, ${JSON.stringify({ a: [1, "é"] })}, DEFAULT, ${["x", 'y"z']}, ${Buffer.from([0, 255])}) RETURNING *`;
    expect(rows).toEqual([
      { id: 1, body: { a: [1, "é"] }, at: new Date("2026-01-02T03:04:05Z"), tags: ["x", 'y"z'], raw: Buffer.from([0, 255]) },
    ]);
  });

  test("a bigint is text, and a query says what it did", async () => {
    const result = await sql.query("SELECT 9007199254740993::int8 AS n WHERE $1::bool", [true], { fullResults: true });
    expect({ rows: result.rows, rowCount: result.rowCount, command: result.command, type: result.fields[0]?.dataTypeID }).toEqual({
      rows: [{ n: "9007199254740993" }],
      rowCount: 1,
      command: "SELECT",
      type: 20,
    });
  });

  test("rows come as arrays on request", async () => {
    expect(await sql.query("SELECT 1 AS a, null AS a", [], { arrayMode: true })).toEqual([[1, null]]);
  });

  test("a broken constraint is PostgreSQL's own error", async () => {
    await sql`INSERT INTO notes (id) VALUES (2)`;
    const again = sql`INSERT INTO notes (id) VALUES (2)`;
    await expect(again).rejects.toBeInstanceOf(NeonDbError);
    await expect(again).rejects.toMatchObject({ code: "23505", constraint: "notes_pkey", table: "notes", severity: "ERROR" });
  });

  test("a syntax error says where", async () => {
    await expect(sql.query("SELECT 1 FROM")).rejects.toMatchObject({ code: "42601", position: "14" });
  });

  test("several statements in one text are refused", async () => {
    await expect(sql.query("SELECT 1; SELECT 2")).rejects.toMatchObject({ code: "42601" });
  });

  test("a batch is one transaction: an error undoes all of it", async () => {
    const batch = sql.transaction([sql`INSERT INTO notes (id) VALUES (10)`, sql`INSERT INTO notes (id) VALUES (10)`]);
    await expect(batch).rejects.toMatchObject({ code: "23505" });
    expect(await sql`SELECT 1 FROM notes WHERE id = 10`).toEqual([]);
  });

  test("a batch runs at the isolation level it names", async () => {
    const show = (): ReturnType<typeof sql> =>
      sql`SELECT current_setting('transaction_isolation') AS level, current_setting('transaction_read_only') AS ro`;
    const results = await sql.transaction([show(), show()], { isolationLevel: "Serializable", readOnly: true });
    expect(results.flat()).toEqual([
      { level: "serializable", ro: "on" },
      { level: "serializable", ro: "on" },
    ]);
  });

  test("an interactive transaction reads its own writes and is undone by a rollback", async () => {
    const pool = poolOf(postgres.url);
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("INSERT INTO notes (id) VALUES (20)");
    const inside = await client.query("SELECT id FROM notes WHERE id = $1 FOR UPDATE", [20]);
    await client.query("ROLLBACK");
    client.release();
    await pool.end();
    expect([inside.rows, await sql`SELECT id FROM notes WHERE id = 20`]).toEqual([[{ id: 20 }], []]);
  });

  test("a client that vanishes inside a transaction leaves nothing and blocks nobody", async () => {
    const pool = poolOf(postgres.url);
    pool.on("error", () => undefined);
    const client = await pool.connect();
    client.on("error", () => undefined);
    await client.query("BEGIN");
    await client.query("INSERT INTO notes (id) VALUES (21)");
    const { ws } = (client as unknown as { connection: { stream: { ws: WebSocket } } }).connection.stream;
    ws.terminate();
    await sql`INSERT INTO notes (id) VALUES (21)`;
    expect(await sql`SELECT count(*)::int AS n FROM notes WHERE id = 21`).toEqual([{ n: 1 }]);
  });

  test("the driver's errors inside a transaction keep their code", async () => {
    const pool = poolOf(postgres.url);
    const client = await pool.connect();
    await client.query("BEGIN");
    await expect(client.query("SELECT nothing")).rejects.toMatchObject({ code: "42703" });
    await expect(client.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
    await client.query("ROLLBACK");
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    client.release();
    await pool.end();
  });

  test.each(["password", false] as const)("signs in with pipelineConnect %s", async (pipelineConnect) => {
    neonConfig.pipelineConnect = pipelineConnect;
    const pool = poolOf(postgres.url);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  test("many clients at once each get their own answers", { timeout: 20_000 }, async () => {
    const pool = new Pool({ connectionString: postgres.url, max: 8 });
    const ids = Array.from({ length: 40 }, (_, index) => index);
    const overHttp = ids.map(async (id) => (await sql`SELECT ${id}::int AS id`)[0]?.["id"]);
    const overSocket = ids.map(async (id) => (await pool.query("SELECT $1::int AS id", [id])).rows[0]?.id);
    expect(await Promise.all([...overHttp, ...overSocket])).toEqual([...ids, ...ids]);
    await pool.end();
  });

  test("row-level security holds for every way in", async () => {
    const pool = poolOf(postgres.url);
    const who = "SELECT rolsuper OR rolbypassrls AS passes FROM pg_roles WHERE rolname = session_user";
    const seen = await sql.transaction([sql`SELECT set_config('app.tenant_id', 'a', true)`, sql`SELECT body FROM secrets`]);
    expect([await sql`SELECT body FROM secrets`, seen[1], (await pool.query("SELECT body FROM secrets")).rows]).toEqual([
      [],
      [{ body: "of a" }],
      [],
    ]);
    expect([await sql.query(who), (await pool.query(who)).rows]).toEqual([[{ passes: false }], [{ passes: false }]]);
    await pool.end();
  });

  test("the application cannot change the tables", async () => {
    await expect(sql.query("ALTER TABLE secrets NO FORCE ROW LEVEL SECURITY")).rejects.toMatchObject({ code: "42501" });
  });

  test("what one request sets is nothing to the next", async () => {
    await sql`SELECT set_config('app.tenant_id', 'b', false)`;
    await sql.query("BEGIN");
    expect(await sql`SELECT body FROM secrets`).toEqual([]);
  });

  test("a wrong password opens nothing", async () => {
    const url = new URL(postgres.url);
    url.password = "wrong";
    const pool = poolOf(url.href);
    await expect(neon(url.href)`SELECT 1`).rejects.toMatchObject({ code: "28P01" });
    await expect(pool.query("SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    await pool.end();
  });

  test.each(["{", "[]", '{"query":1}', '{"queries":{}}'])("the body %s is refused, not broken by", async (body) => {
    const response = await fetch(`${postgres.gateway}/sql`, { method: "POST", headers: { "neon-connection-string": postgres.url }, body });
    expect(response.status).toBe(400);
  });
}
