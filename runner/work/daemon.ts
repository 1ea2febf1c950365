import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { leaveRunner, openRunnerSession } from "#schema/contract/runner-protocol";
import { type ServerKey, trustedKeys } from "#schema/protocol/runner/v1/signed-change";
import { version } from "#schema/version";
import { systemClock } from "../clock.ts";
import type { StateFolder } from "../disk/state-folder.ts";
import { hostFacts, hostHealth } from "../host.ts";
import type { Executor } from "../executor/executor.ts";
import { newLogKeeping } from "../logs/log-keeping.ts";
import { openLogStreams } from "../logs/log-streams.ts";
import { uploadLogs } from "../logs/upload-logs.ts";
import type { Connection } from "../protocol/connection.ts";
import { fetchArtifact } from "../protocol/fetch-artifact.ts";
import type { HostKeys } from "../protocol/host-keys.ts";
import { type Identity, writeIdentity } from "../protocol/identity.ts";
import { openOutbox } from "../protocol/outbox.ts";
import { rotateKeys, settleRotation } from "../protocol/rotate-keys.ts";
import { runnerCall } from "../protocol/runner-call.ts";
import { openAppRecords } from "./app-record.ts";
import { type Bell, keepBell } from "./bell.ts";
import { faultPoint } from "./fault-point.ts";
import { newHostWatch } from "./host-watch.ts";
import type { HostPolicy } from "./host-policy.ts";
import { newLease } from "./lease.ts";
import { newReconciler } from "./reconciler.ts";
import { newSecretKeeping } from "./secrets.ts";
import { newSync, type SyncEnd, type SyncReply } from "./sync.ts";
import { openPosition, takeUp } from "./take-up.ts";
import { doTask } from "./tasks.ts";

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

export const capabilities = ["jar", "image", "blue-green", "recreate", "secrets", "task:diagnose", "task:prune"];

export interface Daemon {
  /** Resolves when the talk with the server is over. */
  readonly over: Promise<SyncEnd>;
  status(): Promise<Record<string, unknown>>;
  rotate(): Promise<void>;
  /** Finishes what is under way within the time, tells the server good-bye; the apps go on. */
  stop(graceMs: number): Promise<void>;
  unregister(): Promise<void>;
}

const lookAgainMs = 30_000;

/** Everything of one process put together, from the session on. */
export async function startDaemon(deps: DaemonDeps): Promise<Daemon> {
  const { folder, connection, executor, log } = deps;
  const clock = systemClock;
  let { identity, keys } = deps;
  const end = new AbortController();
  await mkdir(folder.root, { recursive: true, mode: 0o700 });

  const onServerKeys = async (announced: readonly ServerKey[]): Promise<void> => {
    const trusted = await trustedKeys(identity.serverKeys, announced);
    if (trusted.length === identity.serverKeys.length) return;
    identity = { ...identity, serverKeys: trusted };
    await writeIdentity(folder.identity, identity);
  };
  const { runnerId } = identity;
  await settleRotation(folder, async (next) => {
    const probing = runnerCall(connection, { runnerId, keys: () => next, onServerKeys }, clock);
    await probing.authorization();
    keys = next;
  });
  const send = runnerCall(connection, { runnerId, keys: () => keys, onServerKeys }, clock);
  const found = await executor.check();
  const session = await send(openRunnerSession, {
    body: {
      bootId: randomUUID(),
      host: hostFacts(deps.hostName),
      executor: { kind: executor.name, version: found.version, apiVersion: found.apiVersion, rootless: found.rootless },
      version,
      capabilities,
    },
  });
  const { epoch, timing } = session;

  const lease = newLease(clock);
  const records = await openAppRecords(folder.apps);
  const position = await openPosition(folder.position);
  const outbox = await openOutbox(folder.outbox, () => sync.wake());
  const streams = await openLogStreams(folder.logs);
  const secrets = newSecretKeeping(runnerId, () => keys);
  let flushMs = 1_000;
  const logs = newLogKeeping({ executor, streams, clock, redactorOf: secrets.redactorOf, signal: end.signal });
  const watch = newHostWatch({ executor, records, clock, isDraining: deps.isDraining, onInstances: (instances) => logs.see(instances) });
  const reconciler = newReconciler({
    records,
    outbox,
    clock,
    lease,
    executor,
    log,
    fault: faultPoint(deps.fault),
    say: logs.say,
    keepEvidence: (about, lines) => void logs.evidence(about, lines),
    policy: () => deps.policy,
    fetch: (sha256, onProgress, signal) => fetchArtifact({ send, folder: folder.artifacts, clock, onProgress }, sha256, signal),
    unseal: (app) => secrets.unseal(app),
    isDraining: deps.isDraining,
    onChange: () => sync.wake(),
  });
  const rotate = async (): Promise<void> => {
    keys = await rotateKeys({ send, folder, runnerId, epoch }, keys);
    log("keys.rotated");
  };
  const prune = async (): Promise<Record<string, unknown>> => {
    for (const record of records.all()) {
      const app = record.active;
      if (app === null) continue;
      const kept = [app, ...record.former].flatMap(({ artifact }) => (artifact.kind === "jar" ? [artifact.sha256] : []));
      await executor.collectGarbage({ environmentId: app.environment.id, appId: app.app.id }, kept);
    }
    return {};
  };
  const tasks = { outbox, policy: () => deps.policy, actions: { diagnose: deps.diagnose, prune } };

  const onReply = async (reply: SyncReply): Promise<{ readonly holdBack: boolean }> => {
    const serverKeys = () => identity.serverKeys;
    const taken = await takeUp({ runnerId, serverKeys, records, outbox, clock, skewMs: connection.skewMs, position }, reply.changes);
    taken.keys.forEach((key) => reconciler.nudge(key));
    for (const task of reply.tasks) void doTask(tasks, task);
    if (reply.directives.rotateKeys) await rotate().catch((error: unknown) => log("keys.rotate failed", { error: String(error) }));
    flushMs = Math.min(1_000, ...reply.directives.tails.map((tail) => tail.flushMs));
    return { holdBack: taken.refusedSome };
  };
  const bell: Bell = keepBell(
    { connection, send, epoch, pingMs: timing.pingMs, clock },
    {
      onPoke: () => sync.wake(),
      onTail: (ms) => void (flushMs = Math.min(flushMs, ms)),
      onReplaced: () => lease.halt(),
      onOpened: () => sync.wake(),
      signal: end.signal,
    },
  );
  const sync = newSync({
    send,
    clock,
    outbox,
    position,
    lease,
    epoch,
    timing,
    snapshot: () => watch.snapshot(),
    health: () => hostHealth(folder.root, { executorOk: watch.executorOk, clockSkewMs: -connection.skewMs() }),
    isBellOpen: () => bell.isOpen(),
    onReply,
    onFailure: (problem) => log("sync failed", { code: problem.code, detail: problem.message }),
  });

  const over = sync.run(end.signal).then((how) => {
    if (how !== "ended") lease.halt();
    log("sync.ended", { how });
    return how;
  });
  void executor.watch(() => (reconciler.nudgeAll(), sync.wake()), end.signal).catch(() => undefined);
  void uploadLogs({ send, streams, clock, epoch, flushMs: () => flushMs }, end.signal);
  void (async () => {
    while (!end.signal.aborted) {
      reconciler.nudgeAll();
      await clock.sleep(lookAgainMs, end.signal).catch(() => undefined);
    }
  })();
  log("runner.started", { runner: identity.name, runnerId, epoch, executor: executor.name, server: identity.url });

  const finish = async (graceMs: number, unregister: boolean): Promise<void> => {
    await Promise.race([reconciler.idle(), clock.sleep(graceMs)]);
    lease.halt();
    await send(leaveRunner, { body: { epoch, reason: "the process ends", unregister } });
  };
  return {
    over,
    status: async () => ({
      runnerId,
      name: identity.name,
      server: identity.url,
      epoch,
      rev: position.rev,
      doorBell: bell.isOpen(),
      lease: lease.isHeld(),
      draining: deps.isDraining(),
      executor: await executor.check(),
      busy: reconciler.busy(),
      waitingEvents: outbox.events.length,
      ...(await watch.snapshot()),
    }),
    rotate,
    async stop(graceMs) {
      await finish(graceMs, false).catch((error: unknown) => log("leave failed", { error: String(error) }));
      end.abort();
      bell.close();
    },
    async unregister() {
      await finish(0, true);
      end.abort();
      bell.close();
    },
  };
}
