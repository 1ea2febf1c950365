import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { createClient } from "@clickhouse/client-web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startClickHouse, type RunningClickHouse } from "#standalone/clickhouse/start";

let clickhouse: RunningClickHouse;

beforeAll(async () => {
  clickhouse = await startClickHouse();
});
afterAll(async () => {
  await clickhouse.stop();
});

interface Call {
  readonly query?: string;
  readonly body?: string | Uint8Array;
  readonly settings?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

async function send(call: Call): Promise<Response> {
  const url = new URL(clickhouse.url);
  const authorization = `Basic ${btoa(`${url.username}:${url.password}`)}`;
  const target = new URL("/", url.origin);
  target.search = new URLSearchParams({
    database: "cameleer",
    ...call.settings,
    ...(call.query === undefined ? {} : { query: call.query }),
  }).toString();
  return fetch(target, { method: call.method ?? "POST", headers: { authorization, ...call.headers }, body: call.body ?? null });
}

async function text(call: Call): Promise<string> {
  const response = await send(call);
  return (await response.text()).trim();
}

async function tableOf(name: string, columns: string): Promise<void> {
  await text({
    body: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple() SETTINGS non_replicated_deduplication_window = 100`,
  });
}

test("answers a ping without credentials", async () => {
  const response = await fetch(new URL("/ping", new URL(clickhouse.url).origin));
  expect(await response.text()).toBe("Ok.\n");
});

test("the vendor's client inserts and reads rows", async () => {
  const client = createClient({ url: clickhouse.url });
  await client.command({ query: "CREATE TABLE orders (id UInt64, note String) ENGINE = MergeTree ORDER BY id" });
  await client.insert({ table: "orders", values: [{ id: "1", note: "it's; a \\ \t test ✓" }], format: "JSONEachRow" });
  const found = await client.query({
    query: "SELECT note FROM orders WHERE note = {note:String} AND id IN {ids:Array(UInt64)}",
    query_params: { note: "it's; a \\ \t test ✓", ids: [1, 2] },
    format: "JSONEachRow",
  });
  expect(await found.json()).toEqual([{ note: "it's; a \\ \t test ✓" }]);
  await client.close();
});

test("a parameter is data, whatever it contains", async () => {
  const hostile = ["'; DROP TABLE orders; --", "\\'", "\\\\'", "a'b\\", "\u{1f42b}\n\r"];
  const client = createClient({ url: clickhouse.url });
  const back = await Promise.all(
    hostile.map(async (value) => {
      const found = await client.query({ query: "SELECT {value:String} AS value", query_params: { value }, format: "JSONEachRow" });
      return (await found.json<{ value: string }>())[0]?.value;
    }),
  );
  expect(back).toEqual(hostile);
  await client.close();
});

test("parameters of requests under way at once do not mix", async () => {
  const values = Array.from({ length: 60 }, (_, index) => `value-${index}`);
  const back = await Promise.all(values.map((value) => text({ body: "SELECT {x:String} FROM numbers(1)", settings: { param_x: value } })));
  expect(back).toEqual(values);
});

test("settings end with their request", async () => {
  const query = { body: "SELECT getSetting('max_threads') = 3" };
  expect([await text({ ...query, settings: { max_threads: "3" } }), await text(query)]).toEqual(["1", "0"]);
});

test("Native rows come back byte for byte", async () => {
  await tableOf("native", "a UInt64, b LowCardinality(String), c Array(Int32)");
  const select =
    "SELECT number AS a, concat('n;\\n\\0', toString(number % 7)) AS b, [1, -2]::Array(Int32) AS c FROM numbers(5000) ORDER BY a";
  const bytesOf = async (body: string): Promise<Uint8Array> => new Uint8Array(await (await send({ body })).arrayBuffer());
  const sent = await bytesOf(`${select} FORMAT Native`);
  const inserted = await send({ query: "INSERT INTO native (a, b, c) FORMAT Native", body: sent });
  expect({ status: inserted.status, written: JSON.parse(inserted.headers.get("x-clickhouse-summary") ?? "{}").written_rows }).toEqual({
    status: 200,
    written: "5000",
  });
  const [stored, generated] = await Promise.all([
    bytesOf("SELECT * FROM native ORDER BY a FORMAT RowBinary"),
    bytesOf(`${select} FORMAT RowBinary`),
  ]);
  expect(Buffer.compare(stored, generated)).toBe(0);
});

test("a retry with the same token changes neither the table nor its materialized view", async () => {
  await tableOf("hits", "route String");
  await text({
    body: "CREATE TABLE hits_1m (route String, n UInt64) ENGINE = SummingMergeTree ORDER BY route SETTINGS non_replicated_deduplication_window = 100",
  });
  await text({ body: "CREATE MATERIALIZED VIEW hits_mv TO hits_1m AS SELECT route, count() AS n FROM hits GROUP BY route" });
  const insert = (token: string): Promise<string> =>
    text({
      query: "INSERT INTO hits FORMAT JSONEachRow",
      body: '{"route":"a"}\n{"route":"b"}\n',
      settings: {
        insert_deduplication_token: token,
        deduplicate_blocks_in_dependent_materialized_views: "1",
        async_insert: "1",
        wait_for_async_insert: "1",
      },
    });
  await insert("one");
  await insert("one");
  await insert("two");
  expect(await text({ body: "SELECT (SELECT count() FROM hits), (SELECT sum(n) FROM hits_1m)" })).toBe("4\t4");
});

test("compressed bodies are stored and replies are compressed on request", async () => {
  await tableOf("packed", "a UInt32");
  await send({ query: "INSERT INTO packed FORMAT CSV", body: gzipSync("1\n2\n"), headers: { "content-encoding": "gzip" } });
  await send({ query: "INSERT INTO packed FORMAT CSV", body: zstdCompressSync("3\n"), headers: { "content-encoding": "zstd" } });
  const url = new URL(clickhouse.url);
  const ask = async (encoding: string): Promise<Buffer> => {
    return new Promise((resolve) => {
      const search = new URLSearchParams({ database: "cameleer", enable_http_compression: "1", query: "SELECT sum(a) FROM packed" });
      const auth = `${url.username}:${url.password}`;
      const call = request(
        { host: url.hostname, port: url.port, path: `/?${search}`, auth, headers: { "accept-encoding": encoding } },
        (reply) => {
          const chunks: Buffer[] = [];
          reply.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve(Buffer.concat(chunks)));
        },
      );
      call.end();
    });
  };
  expect([gunzipSync(await ask("gzip")).toString(), zstdDecompressSync(await ask("zstd")).toString()]).toEqual(["6\n", "6\n"]);
});

test.each([
  ["SELEC 1", 400, "62"],
  ["SELECT * FROM nowhere", 404, "60"],
  ["SELECT nothing", 404, "47"],
  ["SELECT throwIf(1)", 500, "395"],
  ["SELECT 1; SELECT 2", 400, "62"],
  ["SELECT 1 INTO OUTFILE '/tmp/x'", 501, "48"],
  ["INSERT INTO t FROM INFILE '/etc/passwd' FORMAT CSV", 501, "48"],
  ["", 400, "62"],
])("%s is refused as ClickHouse refuses it", async (body, status, code) => {
  const response = await send({ body });
  expect({ status: response.status, code: response.headers.get("x-clickhouse-exception-code") }).toEqual({ status, code });
});

test.each([
  [{ max_execution_time: "0.2" }, "SELECT sleepEachRow(0.1) FROM numbers(20) SETTINGS max_block_size = 1", 408],
  [{ no_such_setting: "1" }, "SELECT 1", 404],
  [{ "a b": "1" }, "SELECT 1", 404],
  [{ session_id: "s" }, "SELECT 1", 501],
  [{ database: "elsewhere" }, "SELECT 1", 404],
] as readonly [Record<string, string>, string, number][])("settings %o are obeyed or refused", async (settings, body, status) => {
  const response = await send({ body, settings });
  expect(response.status).toBe(status);
});

test("rows that do not parse are refused whole, with the vendor's client's error", async () => {
  await tableOf("strict", "a UInt32");
  const client = createClient({ url: clickhouse.url });
  const insert = client.insert({ table: "strict", values: [{ a: 1 }, { a: "no number" }], format: "JSONEachRow" });
  await expect(insert).rejects.toMatchObject({ name: "Error", code: "27" });
  expect(await text({ body: "SELECT count() FROM strict" })).toBe("0");
  await client.close();
});

test.each([
  [{ authorization: `Basic ${btoa("cameleer:wrong")}` }, 403],
  [{ "x-clickhouse-user": "default", "x-clickhouse-key": "" }, 403],
  [{}, 401],
] as readonly [Record<string, string>, number][])("credentials %o do not open it", async (headers, status) => {
  const response = await fetch(new URL("/?query=SELECT+1", new URL(clickhouse.url).origin), { headers });
  expect(response.status).toBe(status);
});

test("a GET changes nothing", async () => {
  const response = await send({ method: "GET", query: "CREATE TABLE made (a UInt8) ENGINE = Memory" });
  expect(response.headers.get("x-clickhouse-exception-code")).toBe("164");
});

test("a request for no address at all breaks nothing", async () => {
  const socket = connect(Number(new URL(clickhouse.url).port), "127.0.0.1");
  socket.end("GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toContain("HTTP/1.1 501");
});

test("slow reads do not keep rows out", async () => {
  await tableOf("lane", "a UInt8");
  const slow = Array.from({ length: 12 }, () => text({ body: "SELECT sleep(1)" }));
  const first = await Promise.race([text({ query: "INSERT INTO lane FORMAT CSV", body: "1\n" }).then(() => "rows"), ...slow]);
  expect(first).toBe("rows");
  await Promise.all(slow);
}, 10_000);
