import { createHash } from "node:crypto";
import { type openRunnerSession, syncRunner } from "#schema/contract/runner-protocol";
import type { Answer } from "#schema/contract/endpoint";
import { Problem, type ProblemCode } from "#schema/problems";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { HostHealth, Snapshot } from "#schema/protocol/runner/v1/snapshot";
import type { TaskReport } from "#schema/protocol/runner/v1/task";
import type { RunnerClock } from "../clock.ts";
import type { Outbox } from "../protocol/outbox.ts";
import type { RunnerCall } from "../protocol/runner-call.ts";
import { newInterruption } from "./interruption.ts";
import type { Lease } from "./lease.ts";
import { type Link, newLinkChoice } from "./link.ts";
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

/** How the talk with the server ended: another process took over, the runner was removed or revoked, or this process was told to end. */
export type SyncEnd = "replaced" | "deleted" | "revoked" | "ended";

export interface Sync {
  run(signal: AbortSignal): Promise<SyncEnd>;
  /** There is something to tell, or the door bell rang. */
  wake(): void;
  link(): Link;
}

const longestBackOffMs = 64_000;

/** Tells the server what is and hears what should be: when woken, when the reply said to, and at once when it failed, ever slower. */
export function newSync(deps: SyncDeps): Sync {
  const interruption = newInterruption(deps.clock, runnerTiming.debounceMs);
  const exchange = newExchange(deps);
  const link = newLinkChoice(deps.isBellOpen);
  let failures = 0;

  const waitOfNext = (): number => {
    const mayPark = failures === 0 && !interruption.isWoken && link.present() === "long-poll";
    return mayPark ? Math.floor(deps.timing.longestWaitMs / 1_000) : 0;
  };
  const once = async (end: AbortSignal): Promise<void> => {
    const wait = waitOfNext();
    const sentMs = deps.clock.monotonicMs();
    interruption.settle();
    try {
      const reply = wait === 0 ? await exchange(0, end) : await interruption.during(end, (signal) => exchange(wait, signal));
      if (reply === undefined) return;
      failures = 0;
      link.gotThrough(wait > 0);
      const { holdBack } = await take(deps, reply, sentMs);
      if (reply.needSnapshot) return;
      if (holdBack || link.present() === "poll") await interruption.rest(deps.timing.pollMs, end);
      else if (link.present() === "websocket") await interruption.rest(reply.nextSyncMs, end);
    } catch (error) {
      if (end.aborted) throw error;
      // A parked sync may be told so after its process was killed. Only one that asks again is alive, which the server shows.
      if (finalEnd(error) !== undefined && wait > 0) return interruption.wake();
      if (finalEnd(error) !== undefined) throw error;
      deps.onFailure(asProblem(error));
      if (wait > 0) link.cutOff();
      failures += 1;
      await deps.clock.sleep(backOffMs(asProblem(error), failures), end);
    }
  };

  return {
    wake: () => interruption.wake(),
    link: () => link.present(),
    async run(end) {
      try {
        while (!end.aborted) await once(end);
      } catch (error) {
        if (end.aborted) return "ended";
        const how = finalEnd(error);
        if (how === undefined) throw error;
        deps.onFailure(asProblem(error));
        return how;
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
    const tasks = deps.outbox.tasks.slice(0, 50);
    const body = {
      epoch: deps.epoch,
      seq,
      haveRev: deps.position.rev,
      snapshotHash: hash,
      ...(hash === knownHash ? {} : { snapshot }),
      events: deps.outbox.events.slice(0, 500),
      tasks,
      health: await deps.health(),
    };
    const reply = await deps.send(syncRunner, { query: waitSeconds === 0 ? {} : { wait: waitSeconds }, body }, { signal });
    knownHash = reply.needSnapshot ? "" : hash;
    return { ...reply, acknowledged: { ...reply.acknowledged, tasks: endedOf(tasks, reply.acknowledged.tasks) } };
  };
}

/** Acknowledged is what was sent: a task that has ended since then has still to be told. */
function endedOf(sent: readonly TaskReport[], acknowledged: readonly string[]): string[] {
  return acknowledged.filter((id) => sent.some((report) => report.id === id && report.state !== "running"));
}

async function take(deps: SyncDeps, reply: SyncReply, sentMs: number): Promise<{ readonly holdBack: boolean }> {
  deps.lease.renew(sentMs + reply.leaseMs);
  await deps.outbox.acknowledge(reply.acknowledged);
  return deps.onReply(reply);
}

const endings: Partial<Record<ProblemCode, SyncEnd>> = { "stale-epoch": "replaced", "runner-deleted": "deleted", forbidden: "revoked" };

/** How the talk is over for good after this error; undefined when it is worth another try. */
export function finalEnd(error: unknown): SyncEnd | undefined {
  return error instanceof Problem ? endings[error.code] : undefined;
}

function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("unexpected", { cause: error });
}

/** Doubling, with chance inside the window, so that a fleet does not come back at once. */
function backOffMs({ facts }: Problem, failures: number): number {
  const windowMs = Math.min(longestBackOffMs, 1_000 * 2 ** (failures - 1));
  return Math.max((facts.retryAfterSeconds ?? 0) * 1_000, windowMs * (0.5 + Math.random() / 2));
}
