import { createHash } from "node:crypto";
import { type openRunnerSession, syncRunner } from "#schema/contract/runner-protocol";
import type { Answer } from "#schema/contract/endpoint";
import { Problem } from "#schema/problems";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { HostHealth, Snapshot } from "#schema/protocol/runner/v1/snapshot";
import type { RunnerClock } from "../clock.ts";
import type { Outbox } from "../protocol/outbox.ts";
import type { RunnerCall } from "../protocol/runner-call.ts";
import { newInterruption } from "./interruption.ts";
import type { Lease } from "./lease.ts";
import type { Position } from "./take-up.ts";

export type SyncReply = Answer<typeof syncRunner>;
export type Timing = Answer<typeof openRunnerSession>["timing"];

export interface SyncDeps {
  readonly send: RunnerCall;
  readonly clock: RunnerClock;
  readonly outbox: Outbox;
  readonly position: Position;
  readonly lease: Lease;
  readonly epoch: number;
  readonly timing: Timing;
  readonly snapshot: () => Promise<Snapshot>;
  readonly health: () => Promise<HostHealth>;
  /** Whether the door bell is there; without it syncs wait at the server. */
  readonly isBellOpen: () => boolean;
  /** True when it should not be asked again at once, although there would be something. */
  readonly onReply: (reply: SyncReply) => Promise<{ readonly holdBack: boolean }>;
  readonly onFailure: (problem: Problem) => void;
}

/** How the talk with the server ended: another process took over, the runner was removed, or this one was told to end. */
export type SyncEnd = "replaced" | "deleted" | "ended";

export interface Sync {
  run(signal: AbortSignal): Promise<SyncEnd>;
  /** There is something to tell, or the door bell rang. */
  wake(): void;
}

const longestBackOffMs = 64_000;
const strikesBeforePlainPolls = 3;

/** Tells the server what is and hears what should be: when woken, when the reply said to, and at once when it failed, ever slower. */
export function newSync(deps: SyncDeps): Sync {
  const interruption = newInterruption(deps.clock, runnerTiming.debounceMs);
  const exchange = newExchange(deps);
  let failures = 0;
  /** Long polls that were cut off on the way while plain ones got through. */
  let strikes = 0;

  const waitOfNext = (): number => {
    const mayPark = failures === 0 && !interruption.isWoken && !deps.isBellOpen() && strikes < strikesBeforePlainPolls;
    return mayPark ? Math.floor(deps.timing.longestWaitMs / 1_000) : 0;
  };
  const once = async (end: AbortSignal): Promise<void> => {
    const wait = waitOfNext();
    interruption.settle();
    try {
      const reply = wait === 0 ? await exchange(0, end) : await interruption.during(end, (signal) => exchange(wait, signal));
      if (reply === undefined) return;
      failures = 0;
      if (wait > 0) strikes = 0;
      const { holdBack } = await take(deps, reply);
      if (reply.needSnapshot) return;
      if (holdBack || strikes >= strikesBeforePlainPolls) await interruption.rest(deps.timing.pollMs, end);
      else if (deps.isBellOpen()) await interruption.rest(reply.nextSyncMs, end);
    } catch (error) {
      if (end.aborted || isFinal(error)) throw error;
      deps.onFailure(asProblem(error));
      if (wait > 0) strikes += 1;
      failures += 1;
      await deps.clock.sleep(backOffMs(asProblem(error), failures), end);
    }
  };

  return {
    wake: () => interruption.wake(),
    async run(end) {
      try {
        while (!end.aborted) await once(end);
      } catch (error) {
        if (end.aborted) return "ended";
        if (!isFinal(error)) throw error;
        deps.onFailure(error);
        return error.code === "stale-epoch" ? "replaced" : "deleted";
      }
      return "ended";
    },
  };
}

/** One sync after the other: numbered, and with the snapshot only while the server has not got it. */
function newExchange(deps: SyncDeps): (waitSeconds: number, signal: AbortSignal) => Promise<SyncReply> {
  let seq = 0;
  let knownHash = "";
  return async (waitSeconds, signal) => {
    const snapshot = await deps.snapshot();
    const hash = createHash("sha256").update(canonicalJson(snapshot)).digest("base64url");
    seq += 1;
    const body = {
      epoch: deps.epoch,
      seq,
      haveRev: deps.position.rev,
      snapshotHash: hash,
      ...(hash === knownHash ? {} : { snapshot }),
      events: deps.outbox.events.slice(0, 500),
      tasks: deps.outbox.tasks.slice(0, 50),
      health: await deps.health(),
    };
    const reply = await deps.send(syncRunner, { query: waitSeconds === 0 ? {} : { wait: waitSeconds }, body }, { signal });
    knownHash = reply.needSnapshot ? "" : hash;
    return reply;
  };
}

async function take(deps: SyncDeps, reply: SyncReply): Promise<{ readonly holdBack: boolean }> {
  deps.lease.renew(reply.leaseMs);
  await deps.outbox.acknowledge(reply.acknowledged);
  return deps.onReply(reply);
}

function isFinal(error: unknown): error is Problem {
  return error instanceof Problem && (error.code === "stale-epoch" || error.code === "runner-deleted");
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("unexpected", { cause: error });
}

/** Doubling, with chance inside the window, so that a fleet does not come back at once. */
function backOffMs({ facts }: Problem, failures: number): number {
  const windowMs = Math.min(longestBackOffMs, 1_000 * 2 ** (failures - 1));
  return Math.max((facts.retryAfterSeconds ?? 0) * 1_000, windowMs * (0.5 + Math.random() / 2));
}
