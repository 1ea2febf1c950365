import { gzipSync } from "node:zlib";
import { assert, asyncProperty, array, constantFrom, nat, tuple } from "fast-check";
import { describe, test } from "vitest";
import { listContainerLogs, streamContainerLogs } from "#schema/contract/container-logs";
import { putRunnerLogs } from "#schema/contract/runner-protocol";
import { Secret } from "#server/platform/secret";
import { useTelemetryStore } from "#test/engines";
import type { Runtime } from "#test/runtime";
import { aRuntime } from "#test/runtime";
import type { Fate } from "#test/unreliable-store";
import { unreliableStore } from "#test/unreliable-store";

useTelemetryStore();

const start = Date.UTC(2026, 10, 22, 4);
const line = (index: number, text = `line ${index}`, s = "o"): string =>
  `${JSON.stringify({ t: new Date(start + index).toISOString().replace("Z", "000001Z"), s, l: text })}\n`;

async function deployed(wishes: Parameters<typeof aRuntime>[0] = {}): Promise<Runtime> {
  const runtime = await aRuntime(wishes);
  await runtime.deploy({ action: "deploy", artifactId: await runtime.upload("1") });
  return runtime;
}

interface Sent {
  readonly offset: number;
  readonly text: string;
  readonly instance?: string;
  readonly streamId?: string;
}

function put({ runner, appId, dev }: Runtime, { offset, text, instance = "orders-0", streamId = "c0-1" }: Sent) {
  const query = { epoch: runner.epoch(), offset, environmentId: dev, appId, instance, kind: "container" as const };
  return runner.caller.call(putRunnerLogs, { params: { streamId }, query, body: text, contentType: "application/x-ndjson" });
}

function list({ world, appId, dev }: Runtime, query: object = {}) {
  return world.as("viewer").call(listContainerLogs, { query: { appId, environmentId: dev, ...query } });
}

describe("container logs", () => {
  test("are stored with what they say of themselves, and found again", async ({ expect }) => {
    const runtime = await deployed();
    const text = line(1, "Started orders in 2 s") + line(2, "Connection REFUSED by db", "e") + line(3, "Started 3 routes");
    expect(await put(runtime, { offset: 0, text })).toEqual({ committedTo: text.length, retryAfterMs: 0 });
    const { items } = await list(runtime);
    expect(items.map((item) => item.text)).toEqual(["Started 3 routes", "Connection REFUSED by db", "Started orders in 2 s"]);
    expect(items[2]).toEqual({
      id: "c0-1@0",
      at: "2026-11-22T04:00:00.001000001Z",
      instance: "orders-0",
      kind: "container",
      deploymentId: null,
      stream: "stdout",
      text: "Started orders in 2 s",
      droppedBytes: 0,
    });
    expect((await list(runtime, { q: "refused DB" })).items).toMatchObject([{ stream: "stderr" }]);
    expect((await list(runtime, { instance: "orders-1" })).items).toEqual([]);
    const first = await list(runtime, { limit: 2 });
    expect((await list(runtime, { limit: 2, cursor: first.nextCursor ?? "" })).items).toEqual(items.slice(2));
  });

  test("may come compressed, and end within a line: the rest is left for the next upload", async ({ expect }) => {
    const runtime = await deployed();
    const whole = line(1);
    const { runner, appId, dev } = runtime;
    const query = new URLSearchParams({
      epoch: String(runner.epoch()),
      offset: "0",
      environmentId: dev,
      appId,
      instance: "i",
      kind: "container",
    });
    const headers = { "content-type": "application/x-ndjson", "content-encoding": "gzip" };
    const body = gzipSync(whole + line(2).slice(0, 10));
    const response = await runner.caller.fetch(`/runner/v1/logs/c0-1?${query.toString()}`, { method: "PUT", headers, body });
    expect(await response.json()).toEqual({ committedTo: whole.length, retryAfterMs: 0 });
  });

  test("of a process that was replaced, or of an app that was never on this host, are refused", async ({ expect }) => {
    const runtime = await deployed();
    const elsewhere = put({ ...runtime, dev: runtime.prod }, { offset: 0, text: line(1) });
    await expect(elsewhere).rejects.toMatchObject({ code: "not-found" });
    const epoch = runtime.runner.epoch();
    await runtime.runner.restart();
    const late = put({ ...runtime, runner: { ...runtime.runner, epoch: () => epoch } }, { offset: 0, text: line(1) });
    await expect(late).rejects.toMatchObject({ code: "stale-epoch" });
  });

  test("that are no lines are kept as they are; a gap says how much is missing", async ({ expect }) => {
    const runtime = await deployed();
    const gap = `${JSON.stringify({ t: "2026-11-22T04:00:00Z", s: "x", l: "", gap: 4096 })}\n`;
    await put(runtime, { offset: 0, text: `not JSON\n${gap}` });
    const { items } = await list(runtime);
    expect(items).toMatchObject([
      { stream: "runner", text: "not JSON", droppedBytes: 0 },
      { stream: "runner", text: "", droppedBytes: 4096 },
    ]);
  });

  test("are told up to where they are stored, whatever is sent: ahead, behind or again", async ({ expect }) => {
    const runtime = await deployed();
    const [one, two] = [line(1), line(2)];
    expect(await put(runtime, { offset: 50, text: one })).toEqual({ committedTo: 0, retryAfterMs: 0 });
    await put(runtime, { offset: 0, text: one });
    expect(await put(runtime, { offset: 0, text: one })).toEqual({ committedTo: one.length, retryAfterMs: 0 });
    expect(await put(runtime, { offset: 0, text: one + two })).toEqual({ committedTo: (one + two).length, retryAfterMs: 0 });
    await expect(put(runtime, { offset: 1, text: one + two + line(3) })).rejects.toMatchObject({ code: "malformed-body" });
    expect((await list(runtime)).items).toHaveLength(2);
  });
});

describe("the ledger", () => {
  test("a chunk whose answer was lost is stored once, whether it comes again longer or shorter", async ({ expect }) => {
    const store = await unreliableStore();
    const runtime = await deployed({ clickhouseUrl: new Secret(store.url) });
    const [a, b, c] = [line(1), line(2), line(3)];
    store.fate = "unheard";
    await expect(put(runtime, { offset: 0, text: a + b })).rejects.toMatchObject({ code: "store-unavailable" });
    store.fate = "well";
    expect(await put(runtime, { offset: 0, text: a })).toEqual({ committedTo: 0, retryAfterMs: 1_000 });
    runtime.world.clock.advance({ seconds: 61 });
    expect(await put(runtime, { offset: 0, text: a })).toEqual({ committedTo: (a + b).length, retryAfterMs: 0 });
    await put(runtime, { offset: 0, text: a + b + c });
    expect((await list(runtime)).items.map(({ text }) => text)).toEqual(["line 3", "line 2", "line 1"]);
  });

  test("every line arrives once and in order, whatever gets lost on the way", { timeout: 120_000 }, async ({ expect }) => {
    const store = await unreliableStore();
    const runtime = await deployed({ clickhouseUrl: new Secret(store.url) });
    const lines = Array.from({ length: 40 }, (_, index) => line(index));
    const ends = lines.map((_, index) => lines.slice(0, index + 1).join("").length);
    const attempt = tuple(constantFrom<Fate>("well", "refused", "unheard"), nat({ max: 12 }), nat({ max: 10 }));
    let stream = 0;
    await assert(
      asyncProperty(array(attempt, { maxLength: 8 }), async (attempts) => {
        const streamId = `c${++stream}`;
        let committed = 0;
        const upload = async (length: number): Promise<void> => {
          const first = ends.filter((end) => end <= committed).length;
          const text = lines.slice(first, first + length).join("");
          committed = (await put(runtime, { offset: committed, text, streamId }).catch(() => ({ committedTo: committed }))).committedTo;
          runtime.world.clock.advance({ seconds: 61 });
        };
        for (const [fate, length] of attempts) {
          store.fate = fate;
          await upload(length);
        }
        store.fate = "well";
        while (committed < (ends.at(-1) ?? 0)) await upload(15);
        const { items } = await list(runtime, { limit: 500, from: "2026-11-22T04:00:00Z", to: "2026-11-23T00:00:00Z" });
        const own = items.filter(({ id }) => id.startsWith(`${streamId}@`)).map(({ text }) => text);
        expect(own.toReversed()).toEqual(lines.map((_, index) => `line ${index}`));
      }),
      { numRuns: 5, seed: 20_261_122 },
    );
  });
});

describe("a live tail", () => {
  test("shows each line once it is stored, and asks the runner for more speed meanwhile", async ({ expect }) => {
    const runtime = await deployed();
    const { world, runner, appId, dev } = runtime;
    const response = await world.as("viewer").call(streamContainerLogs, { query: { appId, environmentId: dev, instance: "orders-0" } });
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader.read()).value;
    expect(await next()).toBe(": open\n\n");
    expect((await runner.sync()).directives.tails).toMatchObject([{ environmentId: dev, appId, flushMs: 250 }]);
    await put(runtime, { offset: 0, text: line(1), instance: "orders-1", streamId: "c1-1" });
    await put(runtime, { offset: 0, text: line(2) });
    const [stored] = (await list(runtime, { instance: "orders-0" })).items;
    expect(await next()).toBe(`id: c0-1@0\ndata: ${JSON.stringify({ type: "logs.lines", lines: [stored] })}\n\n`);
    await reader.cancel();
  });

  test("of an app that is not deployed does not exist", async ({ expect }) => {
    const { world, appId, dev } = await aRuntime();
    const watching = world.as("viewer").call(streamContainerLogs, { query: { appId, environmentId: dev } });
    await expect(watching).rejects.toMatchObject({ code: "not-found" });
  });
});
