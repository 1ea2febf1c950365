import { newHostHealth } from "../host.ts";
import { newLogKeeping } from "../logs/log-keeping.ts";
import { type LogStreams, openLogStreams, subjectOf } from "../logs/log-streams.ts";
import { uploadLogs } from "../logs/upload-logs.ts";
import { openOutbox, type Outbox } from "../protocol/outbox.ts";
import { type AppRecords, openAppRecords } from "./app-record.ts";
import { type Bell, keepBell } from "./bell.ts";
import type { DaemonDeps } from "./daemon.ts";
import { dumpThreads } from "./dump-threads.ts";
import { faultPoint } from "./fault-point.ts";
import { fetchIntoRoom } from "./fetch-into-room.ts";
import { type HostWatch, newHostWatch } from "./host-watch.ts";
import { type Lease, newLease } from "./lease.ts";
import { type LocalOrders, openLocalOrders } from "./local-orders.ts";
import { prune } from "./prune.ts";
import { pullLogs } from "./pull-logs.ts";
import { newReconciler, type Reconciler } from "./reconciler.ts";
import { redactingExecutor } from "./redacting-executor.ts";
import type { RoomDeps } from "./room.ts";
import { newSecretKeeping, type SecretKeeping } from "./secrets.ts";
import type { Session } from "./session.ts";
import { newSync, type Sync, type SyncReply } from "./sync.ts";
import { openPosition, type Position, takeUp } from "./take-up.ts";
import { doTask, endInterrupted, type TaskDeps } from "./tasks.ts";

/** What is on disk, and what goes with it. */
export interface Kept {
  readonly lease: Lease;
  readonly records: AppRecords;
  readonly position: Position;
  readonly outbox: Outbox;
  readonly streams: LogStreams;
  readonly secrets: SecretKeeping;
  readonly orders: LocalOrders;
  /** Set once there is somebody to be woken by what the outbox gets. */
  onNews: () => void;
}

export async function openKept({ folder, clock }: DaemonDeps, session: Session): Promise<Kept> {
  const kept: Kept = {
    lease: newLease(clock),
    records: await openAppRecords(folder.apps),
    position: await openPosition(folder.position),
    outbox: await openOutbox(folder.outbox, () => kept.onNews()),
    streams: await openLogStreams(folder.logs),
    secrets: newSecretKeeping(session.identity().runnerId, session.keys),
    orders: await openLocalOrders(folder.orders),
    onNews: () => undefined,
  };
  await endInterrupted(kept.outbox);
  const underWay = new Set(kept.records.all().map(({ rollout }) => rollout?.deploymentId));
  for (const { streamId, owner } of kept.streams.all()) {
    const isOver = owner.kind !== "container" && !underWay.has(owner.deploymentId ?? "");
    if (isOver) kept.streams.finish(subjectOf(streamId));
  }
  return kept;
}

export interface Parts {
  readonly reconciler: Reconciler;
  readonly sync: Sync;
  readonly bell: Bell;
  readonly watch: HostWatch;
  readonly upload: (signal: AbortSignal) => Promise<void>;
}

interface Foundation {
  readonly session: Session;
  readonly kept: Kept;
  readonly end: AbortController;
}

/** How often logs are sent: as a rule, and faster while somebody watches. */
interface Pace {
  flushMs: number;
}

const usualFlushMs = 1_000;

export function assemble(deps: DaemonDeps, foundation: Foundation): Parts {
  const { session, kept, end } = foundation;
  const { executor, connection, folder, clock, isDraining } = deps;
  const { send, epoch, timing } = session;
  const { records, streams, secrets, orders, lease, outbox, position } = kept;
  const pace: Pace = { flushMs: usualFlushMs };
  const logs = newLogKeeping({ executor, streams, clock, redactorOf: secrets.redactorOf, signal: end.signal });
  const watch = newHostWatch({ executor, records, orders, clock, isDraining, onInstances: (instances) => logs.see(instances) });
  const reconciler = newReconciler({
    records,
    outbox,
    clock,
    lease,
    executor: redactingExecutor(executor, secrets.redactorOf),
    orders,
    isDraining,
    log: deps.log,
    fault: faultPoint(deps.fault),
    say: logs.say,
    sayLast: logs.sayLast,
    keepEvidence: (about, lines) => void logs.evidence(about, lines).catch(() => undefined),
    policy: () => deps.policy,
    fetch: fetchIntoRoom({ send, folder: folder.artifacts, clock }, roomOf(deps, records)),
    unseal: (app) => secrets.unseal(app),
    onChange: () => kept.onNews(),
  });
  const bell = openBell(deps, foundation, pace);
  const health = newHostHealth(folder.root);
  const sync = newSync({
    send,
    clock,
    outbox,
    position,
    lease,
    epoch,
    timing,
    snapshot: () => watch.snapshot(),
    health: () => health({ executorOk: watch.executorOk, clockSkewMs: -connection.skewMs() }),
    isBellOpen: () => bell.isOpen(),
    onReply: (reply) => heed(deps, foundation, { reply, reconciler, pace }),
    onFailure: (problem) => deps.log("sync failed", { code: problem.code, detail: problem.message, cause: String(problem.cause ?? "") }),
  });
  kept.onNews = () => sync.wake();
  const upload = (signal: AbortSignal) => uploadLogs({ send, streams, clock, epoch, flushMs: () => pace.flushMs }, signal);
  return { reconciler, sync, bell, watch, upload };
}

function roomOf({ executor, folder, policy }: DaemonDeps, records: AppRecords): RoomDeps {
  // Asking an engine about itself takes it longer than starting to fetch.
  let dataRoot = "";
  return {
    async folders() {
      dataRoot ||= (await executor.check()).dataRoot;
      return [folder.root, dataRoot];
    },
    wantedBytes: policy.minFreeDisk,
    tidyUp: () => prune(records, executor, folder.artifacts),
  };
}

function openBell({ connection, clock }: DaemonDeps, { session, kept, end }: Foundation, pace: Pace): Bell {
  const { send, epoch, timing } = session;
  return keepBell(
    { connection, send, epoch, pingMs: timing.pingMs, clock },
    {
      onPoke: () => kept.onNews(),
      onOpened: () => kept.onNews(),
      onTail: (flushMs) => void (pace.flushMs = Math.min(pace.flushMs, flushMs)),
      onReplaced() {
        kept.lease.halt();
        kept.onNews();
      },
      signal: end.signal,
    },
  );
}

interface Heard {
  readonly reply: SyncReply;
  readonly reconciler: Reconciler;
  readonly pace: Pace;
}

/** Does what a sync's reply asks for. */
async function heed(deps: DaemonDeps, { session, kept }: Foundation, { reply, reconciler, pace }: Heard) {
  const { records, outbox, position } = kept;
  const { runnerId, serverKeys } = session.identity();
  const { connection, executor, diagnose, log, policy, folder, clock } = deps;
  const taking = { runnerId, serverKeys: () => serverKeys, records, outbox, clock, skewMs: connection.skewMs, position };
  const taken = await takeUp(taking, reply.changes);
  taken.keys.forEach((key) => reconciler.nudge(key));
  const { redactorOf } = kept.secrets;
  const actions: TaskDeps["actions"] = {
    diagnose,
    prune: () => prune(records, executor, folder.artifacts),
    "log-pull": (args) => pullLogs(executor, redactorOf, args),
    "thread-dump": (args) => dumpThreads(executor, redactorOf, args),
  };
  for (const task of reply.tasks) {
    void doTask({ outbox, policy: () => policy, actions }, task).catch((error: unknown) =>
      log("task failed", { task: task.id, error: String(error) }),
    );
  }
  if (reply.directives.rotateKeys) await session.rotate().catch((error: unknown) => log("keys.rotate failed", { error: String(error) }));
  pace.flushMs = Math.min(usualFlushMs, ...reply.directives.tails.map(({ flushMs }) => flushMs));
  return { holdBack: taken.refusedSome };
}
