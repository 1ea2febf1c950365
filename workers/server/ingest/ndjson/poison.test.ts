import { describe, expect, test } from "vitest";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import { nativeHeader, ndjson } from "#test/native-batch";
import { expectWellFormed } from "#test/well-formed";

const nowMs = Date.UTC(2026, 10, 22, 4);
const id = `${nowMs.toString(16).padStart(12, "0")}70008000000000000001`;
const good = { k: "x", id, v: 1, e: "E-1", r: 0, t: 0, d: 10, s: 1, n: [1], o: [0], u: [5] };
const header = nativeHeader({ t0: nowMs * 1_000, D: ["route", "log1"] });

function decode(...lines: readonly string[]) {
  const body = [ndjson(header, good), ...lines, JSON.stringify(good)].join("\n");
  return decodeBatch(new TextEncoder().encode(body), { tenant: "t", window: timeWindow(nowMs) });
}
const withMember = (member: string): string => `${JSON.stringify(good).slice(0, -1)},${member}}`;

describe("between two good lines", () => {
  test.each([
    ["a member of the wrong type", withMember('"d":"long"'), "d is not an integer"],
    ["a number beyond all bounds", withMember('"d":1e400'), "d is not an integer"],
    ["a number that is no integer", withMember('"d":1.5'), "d is not an integer"],
    ["a negative duration", withMember('"d":-1'), "d is not between 0 and 9007199254740991"],
    ["an index beyond the dictionary", withMember('"r":7'), "r is not an index into D"],
    ["a list of another length", withMember('"u":[1,2]'), "u has not as many numbers as n has steps"],
    ["a list with holes", withMember('"u":[null]'), "u holds something that is not an integer from 0 to 9007199254740991"],
    ["a parent that is no step", withMember('"pa":[4]'), "pa holds something that is not an integer from -1 to 0"],
    ["an id that is no UUIDv7", withMember('"id":"4bf92f35-77b3-4da6-a3ce-929d0e0e4736"'), "id is not a UUIDv7"],
    ["a trace id in other letters", withMember('"tr":"zzf92f3577b34da6a3ce929d0e0e4736"'), "tr is not 32 hex digits"],
    ["a branch of no step", withMember('"b":{"x":0}'), "b names a step that n does not have"],
    ["attributes that are a list", withMember('"a":[1]'), "a is not an object"],
    ["no object", "[1,2]", "the line is not an object"],
    ["half a line", JSON.stringify(good).slice(0, 40), "the line is not JSON"],
    ["a text of two megabytes", withMember(`"e":"${"x".repeat(2_000_000)}"`), "the line has more than 1048576 bytes"],
    ["a kind from the prototype", '{"k":"constructor"}', "k names no kind of line"],
  ])("%s is refused with a reason", (_, line, why) => {
    const batch = decode(line);
    expect([batch.accepted, batch.findings.first]).toEqual([2, [{ line: 3, why }]]);
    for (const block of [batch.executions, batch.steps]) expectWellFormed(block);
  });

  test.each([
    ["__proto__ as an attribute", withMember('"a":{"__proto__":"x","constructor":"y"}')],
    ["lone surrogates", withMember('"e":"\\ud800","a":{"\\udfff":"\\ud800"}')],
    ["a step of many hours", withMember('"u":[99999999999]')],
    ["members nobody knows", withMember('"future":{"deep":[[[[[]]]]]}')],
    ["a member twice", withMember('"d":11')],
  ])("%s is stored", (_, line) => {
    const batch = decode(line);
    expect([batch.accepted, batch.findings.first]).toEqual([3, []]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("ten thousand attributes become sixteen and a note", () => {
    const attributes = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`a${i}`, "v"]));
    const batch = decode(withMember(`"a":${JSON.stringify(attributes)}`));
    expect(batch.accepted).toBe(3);
    expect([...batch.findings.entries.values()].map(({ finding }) => [finding.outcome, finding.reason])).toEqual([
      ["adjusted", "attributes above the limit of 16 were left out"],
    ]);
  });

  test("ten thousand faults are one row of quarantine each kind", () => {
    const batch = decode(...Array<string>(10_000).fill("{}"));
    expect([batch.accepted, batch.findings.rejected, batch.findings.entries.size, batch.findings.first.length]).toEqual([
      2, 10_000, 1, 100,
    ]);
  });
});
