import { isoOf, type RunnerClock } from "../clock.ts";
import type { Executor, ObservedInstance } from "../executor/executor.ts";
import type { PlaceIds } from "../executor/workload.ts";
import { followInstance } from "./follow-instance.ts";
import type { LogStreams } from "./log-streams.ts";

export interface LogKeepingDeps {
  readonly executor: Executor;
  readonly streams: LogStreams;
  readonly clock: RunnerClock;
  readonly redactorOf: (place: PlaceIds) => (text: string) => string;
  readonly signal: AbortSignal;
}

/** Sees to it that the log of every instance is followed, and none longer than it exists. */
export interface LogKeeping {
  see(instances: readonly ObservedInstance[]): void;
  /** The runner's own words about a rollout. */
  say(about: PlaceIds & { readonly deploymentId: string }, message: string): void;
  /** The tail of an instance that is about to be removed, ahead of everything else. */
  evidence(about: PlaceIds & { readonly deploymentId: string }, lines: readonly string[]): Promise<void>;
}

export function newLogKeeping({ executor, streams, clock, redactorOf, signal }: LogKeepingDeps): LogKeeping {
  const followed = new Map<string, AbortController>();
  const write = async (streamId: string, about: PlaceIds & { readonly deploymentId: string }, lines: readonly string[]): Promise<void> => {
    const kind = streamId.startsWith("evidence.") ? "evidence" : "rollout";
    const { environmentId, appId, deploymentId } = about;
    const spool = await streams.open(streamId, { environmentId, appId, deploymentId, kind, instance: "runner" });
    const redact = redactorOf(about);
    await spool.append(lines.map((line) => ({ t: isoOf(clock.nowMs()), s: "x", l: redact(line) })));
    streams.finish(streamId);
  };
  return {
    see(instances) {
      const present = new Set(instances.map(({ id }) => id));
      for (const [id, stop] of followed) {
        if (present.has(id)) continue;
        stop.abort();
        followed.delete(id);
      }
      for (const instance of instances) {
        if (followed.has(instance.id) || instance.startedAt === null) continue;
        const stop = new AbortController();
        followed.set(instance.id, stop);
        const following = { executor, streams, clock, redact: redactorOf(instance.place), onLines: () => undefined };
        void followInstance(following, instance, AbortSignal.any([stop.signal, signal]));
      }
    },
    say: (about, message) => void write(`rollout.${about.deploymentId}`, about, [message]).catch(() => undefined),
    evidence: (about, lines) => write(`evidence.${about.deploymentId}`, about, lines),
  };
}
