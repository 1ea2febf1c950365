import type { syncRunner as endpoint } from "#schema/contract/runner-protocol";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import { applyEvents, applySnapshot, changesForRunner, rollBackCrashing } from "#server/features/deployments/index";
import type { RunnerRow } from "#server/features/runners/index";
import { admitSession, callingSession } from "#server/features/runners/index";
import { exchangeTasks } from "#server/features/sync/exchange-tasks";
import { noteSync } from "#server/features/sync/sync.store";
import type { Call, Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import type { TailedApp } from "#server/platform/runner-hubs";

type SyncCall = Call<typeof endpoint>;

export const syncRunner: Verb<typeof endpoint> = async (deps, call) => {
  const { body, query, ctx } = call;
  const db = deps.db.forTenant(ctx.tenant);
  const runner = await admitSession(db, ctx, body.epoch);
  const { acknowledged, moved } = await applyEvents(db, { runnerId: runner.id, events: body.events, nowMs: deps.clock.now() });
  await tellWatchers(deps, runner.id, moved);
  const needSnapshot = await takeSight(deps, db, { call, runner });
  const tasks = await exchangeTasks(deps, db, { runnerId: runner.id, epoch: body.epoch, reports: body.tasks });
  const hasNews = needSnapshot || tasks.leased.length > 0 || body.events.length > 0;
  const present = await presentWith(deps, { db, call, waits: query.wait !== undefined && !hasNews });
  const serverUrl = deps.config.publicUrl ?? new URL(ctx.request.url).origin;
  const { link, tails } = await reachOf(deps, runner.id);
  return {
    rev: present.rev,
    changes: await changesForRunner(deps, db, { runner: present, haveRev: body.haveRev, serverUrl }),
    needSnapshot,
    tasks: tasks.leased,
    acknowledged: { events: acknowledged, tasks: tasks.acknowledged },
    leaseMs: runnerTiming.leaseMs,
    directives: { draining: present.draining, rotateKeys: present.rotationAskedAt !== null, tails },
    nextSyncMs: link === "websocket" ? runnerTiming.syncMs : runnerTiming.pollMs,
    serverTime: isoOf(deps.clock.now()),
  };
};

/** The events are stored: a hub that does not answer costs those who watch a moment, and nothing else. */
async function tellWatchers(deps: Deps, runnerId: string, moved: readonly TailedApp[]): Promise<void> {
  const hub = deps.runnerHubs.of(runnerId);
  await Promise.all(moved.map((app) => hub.changed(app))).catch(() => undefined);
}

interface Waiting {
  readonly db: Queries;
  readonly call: SyncCall;
  readonly waits: boolean;
}

/** The runner as it is now, or once there is something new for it. */
async function presentWith(deps: Deps, { db, call, waits }: Waiting): Promise<RunnerRow> {
  const { epoch, haveRev } = call.body;
  const known = await callingSession(db, call.ctx, epoch);
  if (!waits || known.rev > haveRev) return known;
  await deps.runnerHubs.of(known.id).waitFor(haveRev, (call.query.wait ?? 0) * 1_000);
  return callingSession(db, call.ctx, epoch);
}

/** Notes that the runner was heard of, and what it sees. True when the server does not know what it sees. */
async function takeSight(
  deps: Deps,
  db: Queries,
  { call, runner }: { readonly call: SyncCall; readonly runner: RunnerRow },
): Promise<boolean> {
  const { epoch, seq, health, snapshot, snapshotHash, haveRev } = call.body;
  const nowMs = deps.clock.now();
  const seen = snapshot === undefined ? undefined : { snapshotHash, conditions: snapshot.conditions };
  const noted = await noteSync(db, { id: runner.id, epoch, seq, at: nowMs, health, seen });
  if (snapshot === undefined) return snapshotHash !== runner.snapshotHash;
  if (noted.length === 0) return false;
  await applySnapshot(db, { runnerId: runner.id, snapshot, haveRev, nowMs });
  await rollBackCrashing(deps, call.ctx, runner);
  return false;
}

/** Without its hub a runner is polled, and nobody watches its logs. */
async function reachOf(deps: Deps, runnerId: string) {
  const hub = deps.runnerHubs.of(runnerId);
  const [link, tails] = await Promise.all([hub.link(), hub.tails()]).catch(() => ["none", []] as const);
  return { link, tails: tails.map((tail) => ({ ...tail, flushMs: runnerTiming.tailFlushMs })) };
}
