import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, test } from "vitest";
import { type RunnerClock, systemClock } from "#runner/clock";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import type { Executor, LogEntry, ObservedInstance } from "#runner/executor/executor";
import { followInstance } from "#runner/logs/follow-instance";
import type { LogSpool } from "#runner/logs/log-spool";
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
  const stored: string[] = [];
  let committedTo = 0;
  let calls = 0;
  const put = async (_: unknown, input: { query: { offset: number }; body: Uint8Array }) => {
    const bytes = gunzipSync(input.body);
    const overlap = committedTo - input.query.offset;
    if (overlap >= 0 && overlap < bytes.length) {
      stored.push(...bytes.subarray(overlap).toString().trimEnd().split("\n"));
      committedTo += bytes.length - overlap;
    }
    calls += 1;
    if (calls % 3 === 0) throw new Error("The answer was lost");
    return { committedTo, retryAfterMs: 0 };
  };
  const send = Object.assign(put, { authorization: async () => "" }) as unknown as RunnerCall;
  return { send, stored, lines: () => stored.map((text) => JSON.parse(text) as LogLine) };
}

const bytesOf = (lines: readonly LogLine[]): number => lines.reduce((sum, one) => sum + JSON.stringify(one).length + 1, 0);

async function everythingOf(spool: LogSpool): Promise<LogLine[]> {
  const texts: string[] = [];
  for (let bytes = await spool.pending(); bytes.length > 0; bytes = await spool.pending()) {
    texts.push(...Buffer.from(bytes).toString().trimEnd().split("\n"));
    await spool.commit(spool.committedTo + bytes.length);
  }
  return texts.map((text) => JSON.parse(text) as LogLine);
}

/** An engine that repeats what it said whenever it is asked again, and in between, as rotation makes it. */
function aRepeatingExecutor(total: number, oldest = 1): Pick<Executor, "logs"> {
  const entry = (number: number): LogEntry => ({ time: line(number).t, stream: "stdout", line: `line ${number}` });
  return {
    async *logs(_, since) {
      for (let number = oldest; number <= total; number += 1) {
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
    const total = 200_000;
    const ledger = aLedger();
    const clock: RunnerClock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal) };
    for (const known of [total / 4, total / 2, total]) {
      const streams = await openLogStreams(folder);
      const stop = new AbortController();
      const executor = aRepeatingExecutor(known);
      const follower = followInstance({ executor, streams, clock, redact: (text) => text }, instance, stop.signal);
      const uploading = uploadLogs({ send: ledger.send, streams, clock, epoch: 1, flushMs: () => 10 }, stop.signal);
      await expect.poll(() => ledger.stored.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(known);
      stop.abort();
      await Promise.all([follower.leave(), uploading]);
    }
    expect(ledger.lines().map(({ l }) => l)).toEqual(Array.from({ length: total }, (_, index) => `line ${index + 1}`));
  });

  test.for([
    { whose: "an app", limits: { perAppBytes: 5_000, perHostBytes: 1_000_000 } },
    { whose: "a host", limits: { perAppBytes: 1_000_000, perHostBytes: 5_000 } },
  ])("that is longer than what $whose may keep loses its middle, and lines say how much", async ({ limits }, { expect }) => {
    const streams = await openLogStreams(folder, { segmentBytes: 1_000, ...limits });
    const quiet = await streams.open("c.quiet", owner);
    await quiet.append([line(1)]);
    const spool = await streams.open("c.talkative", owner);
    const written = Array.from({ length: 500 }, (_, index) => line(index + 1));
    for (let first = 0; first < 500; first += 5) await spool.append(written.slice(first, first + 5));
    expect(spool.totalBytes + quiet.totalBytes).toBeLessThan(6_500);
    const arrived = await everythingOf(spool);
    const kept = arrived.filter(({ gap }) => gap === undefined).map(({ l }) => Number(l.slice("line ".length)));
    expect([kept[0], kept.at(-1)]).toEqual([1, 500]);
    expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
    const lost = written.filter((_, index) => !kept.includes(index + 1));
    expect(arrived.reduce((sum, { gap }) => sum + (gap ?? 0), 0)).toBe(bytesOf(lost));
    expect(await everythingOf(quiet)).toEqual([line(1)]);
  });

  test("does not change while it is sent, however full the spool gets", async ({ expect }) => {
    const streams = await openLogStreams(folder, { segmentBytes: 1_000, perAppBytes: 5_000, perHostBytes: 5_000 });
    const spool = await streams.open("c.1", owner);
    await spool.append([line(1)]);
    await spool.commit((await spool.pending()).length);
    const written = Array.from({ length: 400 }, (_, index) => line(index + 2));
    await spool.append(written.slice(0, 20));
    const sent = await spool.pending();
    for (let first = 20; first < 400; first += 5) await spool.append(written.slice(first, first + 5));
    expect(Buffer.from(await spool.pending()).subarray(0, sent.length)).toEqual(Buffer.from(sent));
  });

  test("is begun at the second try when the disk was full at the first", async ({ expect }) => {
    const streams = await openLogStreams(path.join(folder, "logs"));
    await writeFile(path.join(folder, "logs"), "in the way");
    await expect(streams.open("c.orders", owner)).rejects.toThrow();
    await rm(path.join(folder, "logs"));
    const spool = await streams.open("c.orders", owner);
    await spool.append([line(1)]);
    expect(await everythingOf(spool)).toEqual([line(1)]);
  });

  test("goes on after the last whole line, when the process ended in the middle of one", async ({ expect }) => {
    const streams = await openLogStreams(folder);
    const { streamId } = await streams.open("c.1", owner).then(async (spool) => spool.append([line(1)]).then(() => spool));
    await appendFile(path.join(folder, streamId, "0.ndjson"), JSON.stringify(line(2)).slice(0, 20));
    const again = await (await openLogStreams(folder)).open("c.1", owner);
    await again.append([line(2)]);
    expect(await everythingOf(again)).toEqual([line(1), line(2)]);
  });

  test("goes on where the server says, when an answer was lost and the process ended", async ({ expect }) => {
    const spool = await (await openLogStreams(folder)).open("c.1", owner);
    await spool.append([line(1), line(2)]);
    const sent = await spool.pending();
    const again = await (await openLogStreams(folder)).open("c.1", owner);
    expect(Buffer.from(await again.pending())).toEqual(Buffer.from(sent));
    await again.commit(sent.length);
    await again.append([line(3)]);
    expect(Buffer.from(await again.pending()).toString()).toBe(`${JSON.stringify(line(3))}\n`);
  });

  test("says where lines are missing that the engine had no more when it was asked again", async ({ expect }) => {
    const streams = await openLogStreams(folder);
    const spool = await streams.open("c.c1", owner);
    await spool.append([line(1)]);
    const executor = aRepeatingExecutor(4, 3);
    const follower = followInstance(
      { executor, streams, clock: leapingClock(), redact: (text) => text },
      instance,
      AbortSignal.timeout(9_000),
    );
    await follower.leave();
    const texts = (await everythingOf(spool)).map(({ l }) => l);
    expect(texts).toEqual(["line 1", expect.stringContaining("Lines are missing here"), "line 3", "line 4"]);
  });

  test("is asked for again where the engine may have left out a file of it, and then nothing is missing", async ({ expect }) => {
    const at = (ms: number): string => new Date(Date.UTC(2026, 10, 22) + ms).toISOString();
    const written = [5, 10, 50, 60, 70].map((ms): LogEntry => ({ time: at(ms), stream: "stdout", line: `line ${ms}` }));
    const clock = { ...leapingClock(), sleep: systemClock.sleep };
    const streams = await openLogStreams(folder);
    let asked = 0;
    const executor: Pick<Executor, "logs"> = {
      async *logs(_, since) {
        asked += 1;
        const told = asked === 1 ? written.filter(({ line: text }) => text !== "line 50") : written;
        for (const entry of told) {
          if (since !== null && entry.time < since) continue;
          if (asked === 1) clock.jump(100);
          yield entry;
        }
      },
    };
    const follower = followInstance({ executor, streams, clock, redact: (text) => text }, instance, AbortSignal.timeout(9_000));
    await follower.leave();
    const spool = await streams.open("c.c1", owner);
    expect((await everythingOf(spool)).map(({ l }) => l)).toEqual(written.map(({ line: text }) => text));
  });
});

test("the values of secrets do not leave the host, the longest first, and short ones stay", ({ expect }) => {
  const redact = redactor(["hunter22", "hunter22-and-more", "abc"]);
  expect(redact("password=hunter22-and-more, was hunter22, abc")).toBe("password=[secret], was [secret], abc");
});
