import { leaveRunner } from "#schema/contract/runner-protocol";
import { systemClock } from "../clock.ts";
import type { StateFolder } from "../disk/state-folder.ts";
import type { Executor } from "../executor/executor.ts";
import type { Connection } from "../protocol/connection.ts";
import type { HostKeys } from "../protocol/host-keys.ts";
import type { Identity } from "../protocol/identity.ts";
import { assemble, type Kept, openKept, type Parts } from "./assemble.ts";
import type { HostPolicy } from "./host-policy.ts";
import type { LocalOrder } from "./local-orders.ts";
import { prune } from "./prune.ts";
import { openSession } from "./session.ts";
import type { SyncEnd } from "./sync.ts";

const lookAgainMs = 30_000;
const looksBetweenPruning = 20;

export interface DaemonDeps {
  readonly folder: StateFolder;
  readonly identity: Identity;
  readonly keys: HostKeys;
  readonly connection: Connection;
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
  rotate(): Promise<void>;
  /** Finishes what is under way within the time, tells the server good-bye; the apps go on. */
  /** Gives an app an order of this host's administrator, or takes it back; resolves once it is kept and begun. */
  order(key: string, order: LocalOrder | "none"): Promise<void>;
  stop(graceMs: number): Promise<void>;
  unregister(): Promise<void>;
}

/** Everything of one process put together, from the session on. */
export async function startDaemon(deps: DaemonDeps): Promise<Daemon> {
  const session = await openSession(deps);
  const kept = await openKept(deps, session);
  const end = new AbortController();
  const parts = assemble(deps, { session, kept, end });
  const { reconciler, sync, bell, watch } = parts;
  const over = talk(deps, kept.lease, sync.run(end.signal));
  keepLooking(deps, { ...parts, records: kept.records }, end.signal);
  const { runnerId, name, url } = session.identity();
  const { epoch, send } = session;
  deps.log("runner.started", { runner: name, runnerId, epoch, executor: deps.executor.name, server: url });
  const finish = async (graceMs: number, unregister: boolean): Promise<void> => {
    await Promise.race([reconciler.idle(), systemClock.sleep(graceMs)]);
    await send(leaveRunner, { body: { epoch, reason: "the process ends", unregister } });
  };
  const close = (): void => {
    kept.lease.halt();
    end.abort();
    bell.close();
  };
  return {
    over,
    status: async () => ({
      runnerId,
      name,
      server: url,
      epoch,
      rev: kept.position.rev,
      doorBell: bell.isOpen(),
      lease: kept.lease.isHeld(),
      draining: deps.isDraining(),
      executor: await deps.executor.check(),
      busy: reconciler.busy(),
      waitingEvents: kept.outbox.events.length,
    async order(key, given) {
      if (given === "none") await kept.orders.takeBack(key);
      else await kept.orders.give(key, given);
      parts.reconciler.nudge(key);
    },
      ...(await watch.snapshot()),
    }),
    rotate: () => session.rotate(),
    async stop(graceMs) {
      await finish(graceMs, false).catch((error: unknown) => deps.log("leave failed", { error: String(error) }));
      close();
    },
    async unregister() {
      await finish(0, true);
      close();
    },
  };
}

async function talk({ log }: DaemonDeps, lease: Lease, talking: Promise<SyncEnd>): Promise<SyncEnd> {
  const how = await talking;
  if (how !== "ended") lease.halt();
  log("sync.ended", { how });
  return how;
}

/** At everything now and then, since events of the engine can be missed. */
function keepLooking({ executor, folder }: DaemonDeps, looking: Parts & Pick<Kept, "records">, signal: AbortSignal): void {
  const { reconciler, sync, upload, records } = looking;
  const look = async (): Promise<void> => {
    for (let looks = 1; !signal.aborted; looks += 1) {
      reconciler.nudgeAll();
      const isTidy = looks % looksBetweenPruning !== 0 || reconciler.busy().length > 0;
      if (!isTidy) await prune(records, executor, folder.artifacts).catch(() => undefined);
      await systemClock.sleep(lookAgainMs, signal).catch(() => undefined);
    }
  };
  const onChange = (): void => {
    reconciler.nudgeAll();
    sync.wake();
  };
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      await executor.watch(onChange, signal).catch(() => undefined);
      await systemClock.sleep(lookAgainMs, signal).catch(() => undefined);
    }
  };
  void look();
  void watch();
  void upload(signal);
}
