import { logLimits } from "#schema/protocol/runner/v1/limits";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import type { RunnerClock } from "../clock.ts";
import type { Executor, LogEntry, ObservedInstance } from "../executor/executor.ts";
import type { LogSpool } from "./log-spool.ts";
import type { LogStreams } from "./log-streams.ts";
import { newSeenLines, type SeenLines } from "./seen-lines.ts";

export interface Following {
  readonly executor: Executor;
  readonly streams: LogStreams;
  readonly clock: RunnerClock;
  readonly redact: (text: string) => string;
  readonly onLines: () => void;
}

const batchLines = 500;
const reattachMs = 1_000;

/** Brings every line of an instance into its stream once, until the signal is raised. */
export async function followInstance(following: Following, instance: ObservedInstance, signal: AbortSignal): Promise<void> {
  const { environmentId, appId } = instance.place;
  const owner = { environmentId, appId, instance: instance.name, kind: "container", deploymentId: null } as const;
  const spool = await following.streams.open(subjectOfInstance(instance), owner);
  const seen = newSeenLines();
  let since = await recall(spool, seen);
  while (!signal.aborted) {
    since = (await readOn(following, { instance, spool, seen, since, signal })) ?? since;
    await following.clock.sleep(reattachMs, signal).catch(() => undefined);
  }
}

export function subjectOfInstance({ id }: Pick<ObservedInstance, "id">): string {
  return `c.${id.slice(0, 64)}`;
}

/** The lines that are on disk already; the time from which to go on. */
async function recall(spool: LogSpool, seen: SeenLines): Promise<string | null> {
  const lines = await spool.tail(10_000);
  for (const { t, s, l } of lines) seen.isNew({ time: t, stream: s === "e" ? "stderr" : "stdout", line: l });
  return lines.findLast(({ s }) => s !== "x")?.t ?? null;
}

interface Reading {
  readonly instance: ObservedInstance;
  readonly spool: LogSpool;
  readonly seen: SeenLines;
  readonly since: string | null;
  readonly signal: AbortSignal;
}

async function readOn({ executor, redact, onLines }: Following, reading: Reading): Promise<string | null> {
  let { since } = reading;
  let batch: LogLine[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const lines = batch;
    batch = [];
    if (lines.length > 0) writing = writing.then(() => reading.spool.append(lines)).then(onLines);
    return writing;
  };
  try {
    for await (const entry of executor.logs(reading.instance.id, since, reading.signal)) {
      const line = redact(entry.line);
      if (!reading.seen.isNew({ ...entry, line })) continue;
      since = entry.time;
      batch.push(...linesOf(entry, line));
      if (batch.length >= batchLines) await flush();
      else if (batch.length === 1) setImmediate(() => void flush());
    }
  } catch {
    // The engine is away or the instance is gone; whoever follows asks again.
  }
  await flush();
  return since;
}

function linesOf({ time, stream }: LogEntry, line: string): LogLine[] {
  const s = stream === "stderr" ? "e" : "o";
  const pieces = Math.max(1, Math.ceil(line.length / (logLimits.lineBytes / 4)));
  const length = Math.ceil(line.length / pieces);
  return Array.from({ length: pieces }, (_, index) => ({ t: time, s, l: line.slice(index * length, (index + 1) * length) }));
}
