import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import type { LogEntry } from "../executor.ts";
import { unlessDone } from "./engine.ts";
import { logLines, sinceOf } from "./log-lines.ts";

/** The logs of containers, as long as the engine keeps them: until a container is removed. */
export interface ContainerLogs {
  /** From a time on (all for null), oldest first, to the end of the container. */
  read(id: string, since: string | null, signal: AbortSignal): AsyncIterable<LogEntry>;
  /** The last lines, oldest first. */
  tail(id: string, count: number): Promise<string[]>;
  /** Resolves when whoever reads the log of a container that has ended has had all of it, or after a while. */
  untilRead(id: string): Promise<void>;
}

const longestReadMs = 15_000;

export function containerLogs(docker: Docker, clock: RunnerClock): ContainerLogs {
  const readings = new Map<string, Promise<void>>();
  return {
    async *read(id, since, signal) {
      const reading = Promise.withResolvers<void>();
      readings.set(id, reading.promise);
      try {
        yield* follow(docker, id, { since, signal });
      } finally {
        if (readings.get(id) === reading.promise) readings.delete(id);
        reading.resolve();
      }
    },
    async tail(id, count) {
      const frames = await docker.getContainer(id).logs({ stdout: true, stderr: true, timestamps: true, tail: count, follow: false });
      const lines: string[] = [];
      for await (const { line } of logLines(once(frames))) lines.push(line);
      return lines;
    },
    async untilRead(id) {
      const reading = readings.get(id);
      if (reading === undefined) return;
      const done = new AbortController();
      await Promise.race([reading, clock.sleep(longestReadMs, done.signal).catch(() => undefined)]);
      done.abort();
    },
  };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

interface Following {
  readonly since: string | null;
  readonly signal: AbortSignal;
}

async function* follow(docker: Docker, id: string, { since, signal }: Following): AsyncIterable<LogEntry> {
  const from = since === null ? {} : { since: sinceOf(since) };
  const options = { stdout: true, stderr: true, timestamps: true, follow: true, ...from } as const;
  const stream = await unlessDone(() => docker.getContainer(id).logs({ ...options, abortSignal: signal }));
  if (stream === undefined) return;
  const end = (): void => void (stream as unknown as { destroy(): void }).destroy();
  signal.addEventListener("abort", end, { once: true });
  try {
    yield* logLines(stream as unknown as AsyncIterable<Uint8Array>);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
