import { afterAll, beforeAll, expect, test } from "vitest";
import type { Block } from "#server/ingest/native/block";
import { beginRow, block, dropRow, encodeBlock } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText, lexicon } from "#server/ingest/native/lexicon";
import { putBytes, putFloat64, putText, putUint16, putUint32, putUint64, putUint8 } from "#server/ingest/native/sink";
import { startTelemetryStore, type TelemetryStore } from "#test/telemetry-store";

let store: TelemetryStore;
beforeAll(async () => void (store = await startTelemetryStore()));
afterAll(() => store.stop());

/** Creates a table of the block's columns, stores the block in it and gives back what ClickHouse read. */
async function roundTrip(rows: Block, words = lexicon()): Promise<Record<string, unknown>[]> {
  const columns = Object.entries(rows.columns).map(([name, { type }]) => `${name} ${type}`);
  await store.run(`CREATE TABLE ${rows.table} (${columns.join(", ")}) ENGINE = MergeTree ORDER BY tuple()`);
  await store.run(`INSERT INTO ${rows.table} FORMAT Native`, encodeBlock(rows, words));
  return store.rows(`SELECT * FROM ${rows.table}`);
}

test("fixed-width columns arrive as written", async () => {
  const rows = block("fixed_width", {
    u8: column.uint8(),
    u16: column.uint16(),
    u32: column.uint32(),
    i32: column.int32(),
    u64: column.uint64(),
    f64: column.float64(),
    at: column.instant(6),
    id: column.uuid(),
    raw: column.bytes(4),
    status: column.enumeration({ running: 0, completed: 1 }),
  });
  putUint8(rows.columns.u8.data, 255);
  putUint16(rows.columns.u16.data, 65_535);
  putUint32(rows.columns.u32.data, 4_294_967_295);
  putUint32(rows.columns.i32.data, -1);
  putUint64(rows.columns.u64.data, Number.MAX_SAFE_INTEGER);
  putFloat64(rows.columns.f64.data, 0.1);
  putUint64(rows.columns.at.data, -1);
  putUint64(rows.columns.id.data, 0x7000);
  putUint64(rows.columns.id.data, 1);
  putBytes(rows.columns.raw.data, new TextEncoder().encode("abcd"));
  putUint8(rows.columns.status.data, 1);
  rows.rows = 1;

  expect(await roundTrip(rows)).toEqual([
    {
      u8: 255,
      u16: 65_535,
      u32: 4_294_967_295,
      i32: -1,
      u64: 9_007_199_254_740_991,
      f64: 0.1,
      at: "1969-12-31 23:59:59.999999",
      id: "00000000-0000-7000-0000-000000000001",
      raw: "abcd",
      status: "completed",
    },
  ]);
});

test("texts of every length and script arrive as written", async () => {
  const texts = [
    "",
    "a",
    "é",
    "日本語",
    "x".repeat(127),
    "ü".repeat(63),
    "ü".repeat(64),
    "y".repeat(20_000),
    "\u0000",
    "🦙",
    "ß".repeat(9_000),
  ];
  const rows = block("texts", { value: column.text() });
  for (const text of texts) putText(rows.columns.value.data, text);
  rows.rows = texts.length;
  expect((await roundTrip(rows)).map((row) => row["value"])).toEqual(texts);
});

test("a lone surrogate becomes the replacement character", async () => {
  const rows = block("surrogates", { value: column.text() });
  putText(rows.columns.value.data, "a\ud800b");
  rows.rows = 1;
  expect(await roundTrip(rows)).toEqual([{ value: "a\ufffdb" }]);
});

test.each([1, 256, 257, 65_536, 65_537])("a dictionary of %i texts arrives as written", async (size) => {
  const words = lexicon();
  const rows = block(`dictionary_${size}`, { value: column.dictionary(), tenant: column.constant(internText(words, "acme")) });
  for (let i = 0; i < size; i += 1) putKey(rows.columns.value, internText(words, `text ${i}`));
  putKey(rows.columns.value, internText(words, "text 0"));
  rows.rows = size + 1;
  await roundTrip(rows, words);
  const sum = await store.rows(
    `SELECT count() AS n, uniqExact(value) AS texts, uniqExact(tenant) AS tenants, anyLast(tenant) AS last FROM dictionary_${size}`,
  );
  expect(sum).toEqual([{ n: size + 1, texts: size, tenants: 1, last: "acme" }]);
});

test("arrays and maps arrive as written, empty ones too", async () => {
  const words = lexicon();
  const rows = block("nested", {
    none: column.array(column.dictionary()),
    names: column.array(column.dictionary()),
    attributes: column.map(column.dictionary(), column.text()),
    events: column.array(column.map(column.dictionary(), column.text())),
  });
  const { none, names, attributes, events } = rows.columns;
  for (const list of [["a", "b"], [], ["a"]]) {
    endRow(none, 0);
    for (const name of list) {
      putKey(names.of, internText(words, name));
      putKey(attributes.key, internText(words, name));
      putText(attributes.value.data, `${name}!`);
      putKey(events.of.key, internText(words, name));
      putText(events.of.value.data, "e");
      endRow(events.of, 1);
    }
    for (const nested of [names, attributes, events]) endRow(nested, list.length);
  }
  rows.rows = 3;
  expect(await roundTrip(rows, words)).toEqual([
    { none: [], names: ["a", "b"], attributes: { a: "a!", b: "b!" }, events: [{ a: "e" }, { b: "e" }] },
    { none: [], names: [], attributes: {}, events: [] },
    { none: [], names: ["a"], attributes: { a: "a!" }, events: [{ a: "e" }] },
  ]);
});

test("a dropped row leaves no trace, however far it was written", async () => {
  const words = lexicon();
  const rows = block("dropped", {
    n: column.uint8(),
    key: column.dictionary(),
    attributes: column.map(column.dictionary(), column.text()),
  });
  const write = (n: number): void => {
    beginRow(rows);
    putUint8(rows.columns.n.data, n);
    putKey(rows.columns.key, internText(words, `k${n}`));
    putKey(rows.columns.attributes.key, internText(words, `a${n}`));
    putText(rows.columns.attributes.value.data, `v${n}`);
  };
  for (const n of [1, 2, 3]) {
    write(n);
    endRow(rows.columns.attributes, 1);
    rows.rows += 1;
    write(99);
    dropRow(rows);
  }
  expect(await roundTrip(rows, words)).toEqual([1, 2, 3].map((n) => ({ n, key: `k${n}`, attributes: { [`a${n}`]: `v${n}` } })));
});
