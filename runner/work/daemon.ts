import { leaveRunner } from "#schema/contract/runner-protocol";
import type { RunnerClock } from "../clock.ts";
import type { StateFolder } from "../disk/state-folder.ts";
import type { Executor } from "../executor/executor.ts";
import type { Connection } from "../protocol/connection.ts";
import type { HostKeys } from "../protocol/host-keys.ts";
import type { Identity } from "../protocol/identity.ts";
import { assemble, type Kept, openKept, type Parts } from "./assemble.ts";
import type { HostPolicy } from "./host-policy.ts";
import type { LocalOrder } from "./local-orders.ts";
import { prune } from "./prune.ts";
import { openSession, type Session } from "./session.ts";
import { sharingExecutor } from "./sharing-executor.ts";
import type { SyncEnd } from "./sync.ts";

const lookAgainMs = 30_000;
const looksBetweenPruning = 20;

export interface DaemonDeps {
  readonly folder: StateFolder;
  readonly identity: Identity;
  readonly keys: HostKeys;
  readonly connection: Connection;
  readonly clock: RunnerClock;
  readonly executor: Executor;
  readonly policy: HostPolicy;
  readonly hostName: string;
  readonly fault: string;
  readonly isDraining: () => boolean;
  readonly diagnose: () => Promise<Record<string, unknown>>;
  readonly log: (message: string, facts?: Record<string, unknown>) => void;
}

export interface Daemon {
  /** Resolves when the talk with the server is over. */
  readonly over: Promise<SyncEnd>;
  status(): Promise<Record<string, unknown>>;
  /** At every app now, and tells the server: this host's administrator has changed something. */
  look(): void;
  rotate(): Promise<void>;
  /** Gives an app an order of this host's administrator, or takes it back; resolves once it is kept and begun. */
  order(key: string, order: LocalOrder | "none"): Promise<void>;
  /** Finishes what is under way within the time, tells the server good-bye; the apps go on. */
  stop(graceMs: number): Promise<void>;
  unregister(): Promise<void>;
}

/** Everything of one process put together, from the session on. */
export async function startDaemon(given: DaemonDeps): Promise<Daemon> {
  const deps = { ...given, executor: sharingExecutor(given.executor, given.clock) };
  const session = await openSession(deps);
  const kept = await openKept(deps, session);
  const end = new AbortController();
  const parts = assemble(deps, { session, kept, end });
  let ending: SyncEnd | null = null;
  const close = (): void => {
    kept.lease.halt();
    end.abort();
    parts.bell.close();
  };
  const talk = async (): Promise<SyncEnd> => {
    ending = await parts.sync.run(end.signal);
    close();
    deps.log("sync.ended", { how: ending });
    return ending;
  };
  const over = talk();
  keepLooking(deps, { ...parts, records: kept.records }, end.signal);
  const { runnerId, name, url } = session.identity();
  const { epoch, send } = session;
  deps.log("runner.started", { runner: name, runnerId, epoch, executor: deps.executor.name, server: url });
  const leave = async (unregister: boolean): Promise<void> =>
    send(leaveRunner, { body: { epoch, reason: "the process ends", unregister } });
  return {
    over,
    status: async () => statusOf(deps, { session, kept, parts, ending }),
    look() {
      parts.reconciler.nudgeAll();
      parts.sync.wake();
    },
    rotate: () => session.rotate(),
    async stop(graceMs) {
      await within(deps.clock, graceMs, parts.reconciler.idle());
      if (ending === null) await leave(false).catch((error: unknown) => deps.log("leave failed", { error: String(error) }));
      close();
    },
    async order(key, given) {
      if (given === "none") await kept.orders.takeBack(key);
      else await kept.orders.give(key, given);
      parts.reconciler.nudge(key);
    },
    async unregister() {
      await leave(true);
      close();
    },
  };
}

interface Present {
  readonly session: Session;
  readonly kept: Kept;
  readonly parts: Parts;
  readonly ending: SyncEnd | null;
}

async function statusOf({ executor, isDraining }: DaemonDeps, { session, kept, parts, ending }: Present): Promise<Record<string, unknown>> {
  const { runnerId, name, url } = session.identity();
  const { reconciler, sync, bell, watch } = parts;
  return {
    runnerId,
    name,
    server: url,
    epoch: session.epoch,
    rev: kept.position.rev,
    talk: ending ?? "open",
    link: sync.link(),
    doorBell: bell.isOpen(),
    doorBellTrouble: bell.trouble(),
    lease: kept.lease.isHeld(),
    draining: isDraining(),
    executor: await executor.check(),
    busy: reconciler.busy(),
    waitingEvents: kept.outbox.events.length,
    ...(await watch.snapshot()),
  };
}

async function within(clock: RunnerClock, ms: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const tooLong = clock.sleep(ms, done.signal).catch(() => undefined);
  await Promise.race([work, tooLong]);
  done.abort();
}

/** At everything now and then, since events of the engine can be missed. */
function keepLooking({ executor, folder, clock }: DaemonDeps, looking: Parts & Pick<Kept, "records">, signal: AbortSignal): void {
  const { reconciler, sync, upload, records, watch: host } = looking;
  const look = async (): Promise<void> => {
    for (let looks = 1; !signal.aborted; looks += 1) {
      reconciler.nudgeAll();
      const isTidy = looks % looksBetweenPruning !== 0 || reconciler.busy().length > 0;
      if (!isTidy) await prune(records, executor, folder.artifacts).catch(() => undefined);
      await clock.sleep(lookAgainMs, signal).catch(() => undefined);
    }
  };
  const onChange = (): void => {
    reconciler.nudgeAll();
    void host.look();
    sync.wake();
  };
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      await executor.watch(onChange, signal).catch(() => undefined);
      await clock.sleep(lookAgainMs, signal).catch(() => undefined);
    }
  };
  void look();
  void watch();
  void upload(signal);
}
