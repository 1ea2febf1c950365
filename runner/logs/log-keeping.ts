import { isoOf, type RunnerClock } from "../clock.ts";
import type { Executor, ObservedInstance } from "../executor/executor.ts";
import type { PlaceIds } from "../executor/workload.ts";
import { type Follower, followInstance, subjectOfInstance } from "./follow-instance.ts";
import { type LogStreams, subjectOf } from "./log-streams.ts";

export interface LogKeepingDeps {
  readonly executor: Executor;
  readonly streams: LogStreams;
  readonly clock: RunnerClock;
  readonly redactorOf: (place: PlaceIds) => (text: string) => string;
  readonly signal: AbortSignal;
}

type DeploymentPlace = PlaceIds & { readonly deploymentId: string };

/** Sees to it that the log of every instance is followed, and none longer than it exists. */
export interface LogKeeping {
  see(instances: readonly ObservedInstance[]): void;
  /** The runner's own words about a rollout. */
  say(about: DeploymentPlace, message: string): void;
  /** Its last ones. */
  sayLast(about: DeploymentPlace, message: string): Promise<void>;
  /** The tail of an instance that is about to be removed, ahead of everything else. */
  evidence(about: DeploymentPlace, lines: readonly string[]): Promise<void>;
}

export function newLogKeeping({ executor, streams, clock, redactorOf, signal }: LogKeepingDeps): LogKeeping {
  const followed = new Map<string, Follower>();
  const write = async (kind: "rollout" | "evidence", about: DeploymentPlace, lines: readonly string[]): Promise<void> => {
    const { environmentId, appId, deploymentId } = about;
    const spool = await streams.open(`${kind}.${deploymentId}`, { environmentId, appId, deploymentId, kind, instance: "runner" });
    const redact = redactorOf(about);
    await spool.append(lines.map((line) => ({ t: isoOf(clock.nowMs()), s: "x", l: redact(line) })));
  };
  const leave = async (id: string): Promise<void> => {
    await followed.get(id)?.leave();
    followed.delete(id);
  };
  const see = (instances: readonly ObservedInstance[]): void => {
    const present = new Set(instances.map(({ id }) => id));
    for (const id of followed.keys()) if (!present.has(id)) void leave(id);
    const subjects = new Set([...present, ...followed.keys()].map((id) => subjectOfInstance({ id })));
    for (const { streamId, owner } of streams.all()) {
      const isOver = owner.kind === "container" && !subjects.has(subjectOf(streamId));
      if (isOver) streams.finish(subjectOf(streamId));
    }
    for (const instance of instances) {
      followed.get(instance.id)?.see(instance);
      if (followed.has(instance.id) || instance.startedAt === null) continue;
      const following = { executor, streams, clock, redact: redactorOf(instance.place) };
      followed.set(instance.id, followInstance(following, instance, signal));
    }
  };
  return {
    see,
    say: (about, message) => void write("rollout", about, [message]).catch(() => undefined),
    async sayLast(about, message) {
      await write("rollout", about, [message]);
      streams.finish(`rollout.${about.deploymentId}`);
    },
    async evidence(about, lines) {
      await write("evidence", about, lines);
      streams.finish(`evidence.${about.deploymentId}`);
    },
  };
}
