import { describe, test } from "vitest";
import { lineageOf } from "#server/features/exchanges/lineage";
import { inOrderTaken } from "#server/features/exchanges/message-order";
import type { PayloadRow } from "#server/features/exchanges/payload-rows";
import { wholeMessages } from "#server/features/exchanges/whole-messages";

function aRow(facts: Partial<PayloadRow>): PayloadRow {
  const absent = { headers: {}, properties: {}, variables: {}, removed: [], redacted: [] };
  const body = { body_type: "String", body_bytes: facts.body?.length ?? 0, body_hash: "", body_truncated: 0, body_blob: "", body: "" };
  return { step: 0, phase: "before", node: "n0", ...body, ...absent, ...facts };
}

const lineage = (...rows: readonly Partial<PayloadRow>[]) => lineageOf(wholeMessages(rows.map(aRow)));

describe("lineage", () => {
  test("names what a step added, changed and removed, also when snapshots carry only what changed", ({ expect }) => {
    const entries = lineage(
      { headers: { kept: "1", was: "old", gone: "x" }, properties: { p: "1" } },
      { phase: "after", headers: { was: "new", fresh: "2" }, removed: ["h:gone"] },
      { step: 1, node: "n1", phase: "after" },
    );
    expect(entries[0]).toMatchObject({ step: 0, node: "n0", properties: [], body: null });
    expect(entries[0]?.headers).toEqual([
      { name: "fresh", change: "added", before: null, after: "2", redacted: false },
      { name: "gone", change: "removed", before: "x", after: null, redacted: false },
      { name: "was", change: "changed", before: "old", after: "new", redacted: false },
    ]);
    expect(entries[1]).toMatchObject({ step: 1, headers: [], properties: [], variables: [], body: null });
  });

  test("gives a change between two steps to the one that ran", ({ expect }) => {
    const steps = lineage(
      { step: -1, phase: "in", node: "" },
      { step: 0, phase: "before", node: "n0" },
      { step: 3, phase: "before", node: "n3", headers: { a: "1" } },
      { step: 3, phase: "error", node: "n3" },
      { step: -1, phase: "out", node: "" },
    ).map(({ step, phase }) => [step, phase]);
    expect(steps).toEqual([
      [0, "before"],
      [0, "before"],
      [3, "error"],
      [-1, "out"],
    ]);
  });

  test("shows the changed lines of a body, a value a line", ({ expect }) => {
    const [entry] = lineage({ body: '{"id":1,"status":"new"}' }, { phase: "after", body: '{"id":1,"status":"paid"}' });
    expect(entry?.body?.diff?.filter(({ change }) => change !== "same")).toEqual([
      { change: "removed", text: '  "status": "new"' },
      { change: "added", text: '  "status": "paid"' },
    ]);
    expect(entry?.body).toMatchObject({ before: { sizeBytes: 23 }, after: { sizeBytes: 24 }, omittedLines: 0, why: "" });
  });

  test("cuts a long diff and says by how much", ({ expect }) => {
    const text = (value: string) => Array.from({ length: 100 }, (_, line) => `${value} ${line}`).join("\n");
    const [entry] = lineage({ body: text("a") }, { phase: "after", body: text("b") });
    expect([entry?.body?.diff?.length, entry?.body?.omittedLines]).toEqual([40, 160]);
  });

  test("knows a body that was not sent again by its hash", ({ expect }) => {
    const sent = { body: "hello", body_bytes: 5, body_hash: "h1" };
    const [same, changed] = lineage(
      sent,
      { phase: "after", body_bytes: 5, body_hash: "h1" },
      { step: 1, phase: "after", body: "bye", body_hash: "h2" },
    );
    expect(same?.body).toBeNull();
    expect(changed?.body?.diff).toEqual([
      { change: "removed", text: "hello" },
      { change: "added", text: "bye" },
    ]);
  });

  test.for([
    ["was not captured", { body_bytes: 9, body_hash: "other" }, "A body was not captured"],
    ["is very long", { body: "x".repeat(200_000) }, "The bodies are too long to compare"],
  ] as const)("compares no body that %s, and says why", ([, after, why], { expect }) => {
    const [entry] = lineage({ body: "hello" }, { phase: "after", ...after });
    expect(entry?.body).toMatchObject({ diff: null, why });
  });

  test("tells what is masked, also where the value was not sent again", ({ expect }) => {
    const [entry] = lineage(
      { headers: { Authorization: "***" }, redacted: ["h:Authorization"] },
      { phase: "after", removed: ["Authorization"] },
    );
    expect(entry?.headers).toMatchObject([{ name: "Authorization", change: "removed", redacted: true }]);
  });
});

test("snapshots come in the order in which they were taken, not in that of their steps", ({ expect }) => {
  const steps = [
    { index: 0, parent: -1 },
    { index: 1, parent: 0 },
    { index: 2, parent: 1 },
    { index: 3, parent: -1 },
  ];
  const stored = ["-1 in", "-1 out", "0 before", "0 after", "1 before", "1 after", "2 before", "2 error", "3 before"].map((text) => {
    const [step, phase] = text.split(" ");
    return { step: Number(step), phase: phase as PayloadRow["phase"], text };
  });
  expect(inOrderTaken(stored, steps).map(({ text }) => text)).toEqual([
    "-1 in",
    "0 before",
    "1 before",
    "2 before",
    "2 error",
    "1 after",
    "0 after",
    "3 before",
    "-1 out",
  ]);
});
