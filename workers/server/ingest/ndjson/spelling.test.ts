import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { encodeBlock } from "#server/ingest/native/block";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";

const seed = 20_261_122;
const vectors = "schema/protocol/vectors/batches/";
const lines = readdirSync(vectors)
  .filter((name) => name.endsWith(".ndjson"))
  .map((name) =>
    readFileSync(vectors + name, "utf8")
      .trim()
      .split("\n"),
  );

/** Everything a batch leaves behind. */
function outcome(batch: readonly string[]): unknown {
  const { words, executions, steps, payloads, statistics, findings, ended, running } = decodeBatch(
    new TextEncoder().encode(batch.join("\n")),
    { tenant: "t", window: timeWindow(Date.UTC(2026, 10, 22, 5)) },
  );
  const blocks = [executions, steps, payloads, statistics].map((block) => Buffer.from(encodeBlock(block, words)).toString("latin1"));
  return { blocks, rows: executions.rows, faults: findings.first, ended, running };
}

type Spelling = (line: string) => string;

const escaped = (text: string): string =>
  text.replace(/./gsu, (letter) =>
    [...Array(letter.length).keys()].map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );

/** The same JSON written as few senders would. */
const spellings: Readonly<Record<string, Spelling>> = {
  "with blanks": (line) => JSON.stringify(JSON.parse(line), undefined, 1).replaceAll("\n", ""),
  "with its kind last": (line) => {
    const { k, ...members } = JSON.parse(line) as Record<string, unknown>;
    return JSON.stringify({ ...members, k });
  },
  "with every text escaped": (line) => line.replace(/"([^"\\]*)"(?=[,\]}])/g, (_, text: string) => `"${escaped(text)}"`),
  "with every name escaped": (line) => line.replace(/"([a-z]{1,5})":/g, (_, name: string) => `"${escaped(name)}":`),
  "with members twice": (line) => `{"k":"x","d":"none","o":{},"a":[1],${line.slice(1)}`,
  "with unknown members": (line) => `${line.slice(0, -1)},"future":{"deep":[[{}],-1.5e-3,true,false,null,"\\""]}}`,
  "with numbers as fractions": (line) => line.replace(/(?<=[[,])(\d+)(?=[,\]])/g, "$1.0"),
};

test.each(Object.entries(spellings))(`a line %s means the same`, { timeout: 20_000 }, (_, spell) => {
  for (const [header = "", ...rest] of lines) expect(outcome([header, ...rest.map(spell)])).toEqual(outcome([header, ...rest]));
});

test(`what is read from bytes is what JSON says (seed ${seed})`, { timeout: 60_000 }, () => {
  const t0 = Date.UTC(2026, 10, 22, 4) * 1_000;
  const header = JSON.stringify({
    v: 1,
    agent: "a",
    inst: "i",
    boot: 1,
    seq: 1,
    t0,
    sent: t0,
    app: "orders",
    env: "prod",
    D: ["r", "n", "m"],
  });
  const text = fc.string({ unit: "binary", maxLength: 300 });
  const value = fc.oneof(fc.jsonValue(), text, fc.integer(), fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 4 }), fc.double());
  const members = fc.record(
    {
      e: text,
      g: text,
      p: fc.oneof(text, fc.constant("01a1f82f-1e80-78e3-9250-9e3049fa252a:4:gate:way:x")),
      c: fc.array(text, { maxLength: 3 }),
      a: fc.dictionary(text, fc.oneof(text, fc.constant("jdbc://u:p@h/?password=s"))),
      x: fc.array(fc.oneof(text, fc.constant("-0001")), { maxLength: 3 }),
      n: fc.constant([1, 2, 1]),
      o: fc.constant([0, 5, 9]),
      u: fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
      xs: fc.array(fc.nat(1), { minLength: 3, maxLength: 3 }),
      b: fc.dictionary(fc.constantFrom("0", "1", "2", "7", "x"), fc.nat(3)),
      ep: value,
      lv: value,
      st: value,
      tr: value,
    },
    { requiredKeys: ["n", "o", "u"] },
  );
  const id = `${Math.trunc(t0 / 1_000)
    .toString(16)
    .padStart(12, "0")}70008000000000000001`;
  fc.assert(
    fc.property(members, (more) => {
      const line = JSON.stringify({ k: "x", id, v: 1, r: 0, t: 0, d: 10, s: 1, ...more });
      expect(outcome([header, line])).toEqual(outcome([header, ` ${line}`]));
    }),
    { seed, numRuns: 300 },
  );
});
