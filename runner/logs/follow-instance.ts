import { logLimits } from "#schema/protocol/runner/v1/limits";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import type { RunnerClock } from "../clock.ts";
import type { Executor, LogEntry, ObservedInstance } from "../executor/executor.ts";
import { type LineWriter, newLineWriter } from "./line-writer.ts";
import type { LogSpool } from "./log-spool.ts";
import type { LogStreams } from "./log-streams.ts";
import { newSeenLines, type SeenLines } from "./seen-lines.ts";
import { newSkipWatch } from "./skip-watch.ts";
import { newStallWatch, quietMs, type StallWatch } from "./stall-watch.ts";

export interface Following {
  readonly executor: Pick<Executor, "logs">;
  readonly streams: LogStreams;
  readonly clock: RunnerClock;
  readonly redact: (text: string) => string;
}

/** Brings every line of an instance into its stream once. */
export interface Follower {
  /** What the instance is like now: one that was started again has something to say. */
  see(instance: ObservedInstance): void;
  /** The instance has ended: resolves when everything it said is on disk, or could not be brought there in time. */
  leave(): Promise<void>;
}

const afterFailureMs = 2_000;
/** The engine looks through all it has when it is asked, so one that has ended is not asked often. */
const afterEndMs = 30_000;
const leavingMs = 200;
const longestLeaveMs = 15_000;

export function followInstance(following: Following, instance: ObservedInstance, signal: AbortSignal): Follower {
  const { clock } = following;
  const end = new AbortController();
  const isOver = AbortSignal.any([signal, end.signal]);
  let rest = new AbortController();
  let isLeaving = false;
  let { startedAt } = instance;
  const pause = async (isComplete: boolean): Promise<void> => {
    rest = new AbortController();
    const restMs = isLeaving ? leavingMs : isComplete ? afterEndMs : afterFailureMs;
    await clock.sleep(restMs, AbortSignal.any([isOver, rest.signal])).catch(() => undefined);
  };
  const follow = async (): Promise<void> => {
    let place: Place | undefined;
    while (!isOver.aborted) {
      const read = await readOn(following, { instance, place, signal: isOver });
      place = read.place;
      if (isLeaving && read.isComplete) return;
      if (!read.mayBeShort) await pause(read.isComplete);
    }
  };
  const over = follow();
  return {
    see(now) {
      if (now.startedAt !== startedAt) rest.abort();
      startedAt = now.startedAt;
    },
    async leave() {
      isLeaving = true;
      rest.abort();
      await Promise.race([over, clock.sleep(longestLeaveMs, isOver).catch(() => undefined)]);
      end.abort();
      await over;
    },
  };
}

export function subjectOfInstance({ id }: Pick<ObservedInstance, "id">): string {
  return `c.${id.slice(0, 64)}`;
}

/** Where the reading of an instance has got to. */
interface Place {
  readonly spool: LogSpool;
  readonly seen: SeenLines;
  /** Time of the last line on disk. */
  readonly since: string | null;
}

/** What is on disk says where to go on: after a start, and after anything that could not be written. */
async function placeOnDisk({ streams }: Following, instance: ObservedInstance): Promise<Place> {
  const { environmentId, appId } = instance.place;
  const owner = { environmentId, appId, instance: instance.name, kind: "container", deploymentId: instance.deploymentId || null } as const;
  const spool = await streams.open(subjectOfInstance(instance), owner);
  const seen = newSeenLines();
  const lines = (await spool.tail(10_000)).filter(({ s }) => s !== "x");
  for (const { t, s, l } of joined(lines)) seen.isNew({ time: t, stream: s === "e" ? "stderr" : "stdout", line: l });
  return { spool, seen, since: lines.at(-1)?.t ?? null };
}

/** Lines, and those that had been cut into pieces also as they were. */
function joined(lines: readonly LogLine[]): LogLine[] {
  const wholes: LogLine[] = [];
  let whole: LogLine | undefined;
  for (const line of lines) {
    const isPiece = whole !== undefined && whole.t === line.t && whole.s === line.s;
    whole = isPiece ? { ...line, l: `${whole?.l}${line.l}` } : line;
    wholes.push(whole, line);
  }
  return wholes;
}

interface Reading {
  readonly instance: ObservedInstance;
  readonly place: Place | undefined;
  readonly signal: AbortSignal;
}

interface Read {
  /** The engine has said everything that there is. */
  readonly isComplete: boolean;
  /** The engine may have left something out, or stopped too early; asked again it will not. */
  readonly mayBeShort: boolean;
  /** Undefined when it is not known any more. */
  readonly place: Place | undefined;
}

/** Reads until the engine says that it was all, fails, or may have left something out or stopped. */
async function readOn(following: Following, { instance, place: known, signal }: Reading): Promise<Read> {
  const failed = new AbortController();
  try {
    const place = known ?? (await placeOnDisk(following, instance));
    const writer = newLineWriter(place.spool, () => failed.abort());
    const either = AbortSignal.any([signal, failed.signal]);
    const { since, how } = await take(following, { instance, place, signal: either, writer });
    await writer.flush();
    return { isComplete: how === "complete" && !signal.aborted, mayBeShort: how === "short", place: { ...place, since } };
  } catch {
    return { isComplete: false, mayBeShort: false, place: undefined };
  }
}

interface Taking extends Reading {
  readonly place: Place;
  readonly writer: LineWriter;
}

interface Taken {
  readonly since: string | null;
  readonly how: "complete" | "short" | "failed";
}

async function take({ executor, clock, redact }: Following, { instance, place, signal, writer }: Taking): Promise<Taken> {
  const skips = newSkipWatch(clock.nowMs());
  const stalls = newStallWatch();
  const stalled = new AbortController();
  const over = new AbortController();
  void raiseWhenStalled(stalls, { clock, stalled, signal: over.signal });
  let { since } = place;
  let isFirst = true;
  try {
    for await (const entry of executor.logs(instance.id, since, AbortSignal.any([signal, stalled.signal]))) {
      if (isFirst && since !== null && entry.time > since) await writer.write([missingAfter(since)]);
      isFirst = false;
      stalls.received({ time: entry.time, length: entry.line.length }, clock.nowMs());
      if (skips.mayHaveSkipped(entry.time, clock.nowMs())) return { since, how: "short" };
      const line = redact(entry.line);
      if (!place.seen.isNew({ ...entry, line })) continue;
      since = entry.time;
      await writer.write(linesOf(entry, line));
    }
    return { since, how: stalled.signal.aborted ? "short" : "complete" };
  } catch {
    // The engine is away; what was read counts.
    return { since, how: "failed" };
  } finally {
    over.abort();
  }
}

interface Raising {
  readonly clock: RunnerClock;
  readonly stalled: AbortController;
  readonly signal: AbortSignal;
}

async function raiseWhenStalled(stalls: StallWatch, { clock, stalled, signal }: Raising): Promise<void> {
  while (!signal.aborted && !stalled.signal.aborted) {
    await clock.sleep(quietMs, signal).catch(() => undefined);
    if (stalls.hasStalled(clock.nowMs())) stalled.abort();
  }
}

/** The engine tells what it has from a line on; when that line is gone, so may be others. Lines are shown in the order of their times. */
function missingAfter(time: string): LogLine {
  return { t: time, s: "x", l: "Lines are missing here: the engine's log files had been rotated away before they could be read." };
}

function linesOf({ time, stream }: LogEntry, line: string): LogLine[] {
  const s = stream === "stderr" ? "e" : "o";
  const pieces = Math.max(1, Math.ceil(line.length / (logLimits.lineBytes / 4)));
  const length = Math.ceil(line.length / pieces);
  return Array.from({ length: pieces }, (_, index) => ({ t: time, s, l: line.slice(index * length, (index + 1) * length) }));
}
