import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, test } from "vitest";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import type { Executor, LogEntry, ObservedInstance } from "#runner/executor/executor";
import { followInstance } from "#runner/logs/follow-instance";
import { openSpool } from "#runner/logs/log-spool";
import { openLogStreams } from "#runner/logs/log-streams";
import { redactor } from "#runner/logs/redact";
import { uploadLogs } from "#runner/logs/upload-logs";
import type { RunnerCall } from "#runner/protocol/runner-call";
import { leapingClock } from "#test/runner/leaping-clock";
import { hexId } from "#test/runner/workloads";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cameleer-logs-"));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const owner = {
  environmentId: hexId("env", 1),
  appId: hexId("app", 1),
  instance: "orders-0",
  kind: "container",
  deploymentId: null,
} as const;
const line = (number: number): LogLine => ({ t: new Date(number).toISOString(), s: "o", l: `line ${number}` });

/** The server's side of the offset: it stores what comes at the end of what it has, and loses every third answer. */
function aLedger() {
  const stored = new Map<string, Buffer>();
  let calls = 0;
  const put = async (_: unknown, input: { params: { streamId: string }; query: { offset: number }; body: Uint8Array }) => {
    const before = stored.get(input.params.streamId) ?? Buffer.alloc(0);
    const bytes = gunzipSync(input.body);
    const overlap = before.length - input.query.offset;
    const after = overlap < 0 || overlap >= bytes.length ? before : Buffer.concat([before, bytes.subarray(overlap)]);
    stored.set(input.params.streamId, after);
    calls += 1;
    if (calls % 3 === 0) throw new Error("The answer was lost");
    return { committedTo: after.length, retryAfterMs: 0 };
  };
  const send = Object.assign(put, { authorization: async () => "" }) as unknown as RunnerCall;
  const lines = () =>
    [...stored.values()].flatMap((bytes) =>
      bytes
        .toString()
        .split("\n")
        .filter((text) => text !== "")
        .map((text) => JSON.parse(text) as LogLine),
    );
  return { send, lines };
}

/** An engine that repeats what it said whenever it is asked again, and in between, as rotation makes it. */
function aRepeatingExecutor(total: number): Pick<Executor, "logs"> {
  const entry = (number: number): LogEntry => ({ time: line(number).t, stream: "stdout", line: `line ${number}` });
  return {
    async *logs(_, since) {
      for (let number = 1; number <= total; number += 1) {
        if (since !== null && entry(number).time < since) continue;
        yield entry(number);
        if (number % 500 === 0) for (let again = number - 40; again <= number; again += 1) yield entry(again);
      }
    },
  };
}

const instance = { id: "c1", name: "orders-0", place: { ...owner, environment: "test", app: "orders" } } as unknown as ObservedInstance;

describe("the log of an instance", () => {
  test("arrives once and in order, over repetitions, restarts of the runner and lost answers", { timeout: 60_000 }, async ({ expect }) => {
    const total = 20_000;
    const ledger = aLedger();
    const clock = leapingClock();
    for (const known of [total / 4, total / 2, total]) {
      const streams = await openLogStreams(folder);
      const stop = new AbortController();
      const executor = aRepeatingExecutor(known) as Executor;
      const following = followInstance(
        { executor, streams, clock, redact: (text) => text, onLines: () => undefined },
        instance,
        stop.signal,
      );
      const uploading = uploadLogs({ send: ledger.send, streams, clock, epoch: 1, flushMs: () => 10 }, stop.signal);
      await expect.poll(() => ledger.lines().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(known);
      stop.abort();
      await Promise.all([following, uploading]);
    }
    expect(ledger.lines().map(({ l }) => l)).toEqual(Array.from({ length: total }, (_, index) => `line ${index + 1}`));
  });

  test("that is longer than the spool may be loses its middle, and a line says how much", { timeout: 10_000 }, async ({ expect }) => {
    const spool = await openSpool(path.join(folder, "s.1"), owner, { segmentBytes: 1_000, pendingBytes: 5_000 });
    for (let number = 1; number <= 200; number += 5) await spool.append([0, 1, 2, 3, 4].map((more) => line(number + more)));
    const arrived: LogLine[] = [];
    for (let bytes = await spool.pending(); bytes.length > 0; bytes = await spool.pending()) {
      arrived.push(
        ...Buffer.from(bytes)
          .toString()
          .trim()
          .split("\n")
          .map((text: string) => JSON.parse(text) as LogLine),
      );
      await spool.commit(spool.committedTo + bytes.length);
    }
    expect(arrived[0]?.l).toBe("line 1");
    expect(arrived.at(-1)?.l).toBe("line 200");
    expect(arrived.filter(({ gap }) => gap !== undefined).length).toBeGreaterThan(0);
    const kept = arrived.filter(({ gap }) => gap === undefined).map(({ l }) => Number(l.slice("line ".length)));
    expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
  });

  test("goes on where the server says, when an answer was lost and the process ended", async ({ expect }) => {
    const spool = await openSpool(path.join(folder, "s.1"), owner);
    await spool.append([line(1), line(2)]);
    const sent = await spool.pending();
    const again = await openSpool(path.join(folder, "s.1"), owner);
    expect(Buffer.from(await again.pending())).toEqual(Buffer.from(sent));
    await again.commit(sent.length);
    await again.append([line(3)]);
    expect(Buffer.from(await again.pending()).toString()).toBe(`${JSON.stringify(line(3))}\n`);
  });
});

test("the values of secrets do not leave the host, the longest first, and short ones stay", ({ expect }) => {
  const redact = redactor(["hunter22", "hunter22-and-more", "abc"]);
  expect(redact("password=hunter22-and-more, was hunter22, abc")).toBe("password=[secret], was [secret], abc");
});
