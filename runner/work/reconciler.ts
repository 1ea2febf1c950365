import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { ObservedInstance } from "../executor/executor.ts";
import type { Progress } from "../executor/outcome.ts";
import { type AppRecord, generationOf, keyOf, newRollout, wantedApp } from "./app-record.ts";
import { Halted } from "./lease.ts";
import type { LocalOrders } from "./local-orders.ts";
import { obeyOrder } from "./obey-order.ts";
import { newRetries } from "./retries.ts";
import { type RolloutDeps, rollOut } from "./roll-out.ts";
import { endOvertaken, mayEnter, openJournal } from "./rollout-journal.ts";
import { instanceHash, toWorkload } from "./to-workload.ts";

export interface ReconcilerDeps extends RolloutDeps {
  readonly orders: LocalOrders;
  /** While it says so nothing new is begun; what is under way is finished. */
  readonly isDraining: () => boolean;
  readonly log: (message: string, facts?: Record<string, unknown>) => void;
  readonly onChange: () => void;
}

/** Keeps every app of this host as it is wanted: one thing at a time per app, several apps side by side. */
export interface Reconciler {
  /** Looks at the app now; what is under way for an older generation is told to make way. */
  nudge(key: string): void;
  nudgeAll(): void;
  /** Keys of the apps at which something is being done. */
  busy(): readonly string[];
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

const atOnce = 4;

interface UnderWay {
  readonly generation: number;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export function newReconciler(deps: ReconcilerDeps): Reconciler {
  const underWay = new Map<string, UnderWay>();
  const again = new Set<string>();
  const retries = newRetries(deps.clock, (key) => nudge(key));

  const begin = (key: string): void => {
    const record = deps.records.get(key);
    if (record === undefined || underWay.size >= atOnce || deps.lease.isHalted) return void (record !== undefined && again.add(key));
    retries.begun(key);
    const abort = new AbortController();
    const done = Promise.resolve().then(() => work(key, record, abort.signal));
    underWay.set(key, { generation: generationOf(record.wanted), abort, done });
  };
  const work = async (key: string, record: AppRecord, signal: AbortSignal): Promise<void> => {
    try {
      await reconcile(deps, record, signal);
      retries.succeeded(key);
    } catch (error) {
      if (error instanceof Halted) return;
      const count = retries.failed(key);
      deps.log("app.reconcile failed", { app: key, error: error instanceof Error ? error.message : String(error), count });
    } finally {
      underWay.delete(key);
      deps.onChange();
      const waiting = [...again];
      again.clear();
      waiting.forEach(nudge);
    }
  };
  const nudge = (key: string): void => {
    const current = underWay.get(key);
    if (current === undefined) return begin(key);
    const record = deps.records.get(key);
    again.add(key);
    if (record !== undefined && generationOf(record.wanted) > current.generation) current.abort.abort();
  };
  return {
    nudge,
    nudgeAll: () => deps.records.all().forEach((record) => nudge(keyOf(record.wanted))),
    busy: () => [...underWay.keys()],
    async idle() {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}

/** One look at one app: what is wanted, what ended, what is there. */
async function reconcile(deps: ReconcilerDeps, record: AppRecord, signal: AbortSignal): Promise<void> {
  const generation = generationOf(record.wanted);
  const order = deps.orders.of(keyOf(record.wanted));
  const isHeldDown = order !== undefined && record.rollout === null && wantedApp(record) !== undefined;
  if (isHeldDown) await obeyOrder(deps, record, order);
  if (order === "stop" && isHeldDown) return;
  if (deps.isDraining() && record.rollout === null && order === undefined) return;
  if (record.rollout !== null && record.rollout.generation < generation) {
    await endOvertaken(deps, record);
    return reconcile(deps, deps.records.get(keyOf(record.wanted)) ?? record, signal);
  }
  const app = wantedApp(record);
  if (app === undefined) return takeOff(deps, record);
  if ((record.ended?.generation ?? 0) < generation) return rollOut(deps, app, { record, signal });
  if (record.active !== null) await keepUp(deps, record.active, signal);
}

async function takeOff(deps: ReconcilerDeps, record: AppRecord): Promise<void> {
  const { change } = record.wanted;
  if (change.type !== "app.remove") return;
  const { removal } = change;
  const started = record.rollout ?? newRollout(removal);
  const journal = openJournal(deps, keyOf(record.wanted), started);
  await journal.enter("draining");
  await deps.executor.stop(removal, record.active?.stop ?? { drainMs: 10_000, timeoutMs: 60_000 });
  await journal.enter("finalizing");
  await deps.executor.remove(removal, { purge: removal.mode === "purge" });
  await journal.end({ phase: "succeeded", reason: "", message: "", evidence: null, change: {} });
  await deps.records.change(keyOf(record.wanted), (present) => {
    const isWantedAgain = present !== undefined && generationOf(present.wanted) > removal.generation;
    return isWantedAgain ? { ...present, active: null, former: [] } : undefined;
  });
  await deps.orders.takeBack(keyOf(record.wanted));
}

/** A repair is not told, but it waits for the lease as a rollout does before it ends anything. */
function quiet({ lease }: ReconcilerDeps): Progress {
  return { enter: (phase) => mayEnter(lease, phase), step: () => undefined, warn: () => undefined, gap: async () => undefined };
}

/** Brings back what is missing of an app in effect, without asking the server: what it needs lies on this host. */
async function keepUp(deps: ReconcilerDeps, active: DesiredApp, signal: AbortSignal): Promise<void> {
  const instances = await deps.executor.observe();
  if (!isIncomplete(active, instances)) return;
  const secrets = await deps.unseal(active);
  if ("sealed" in secrets) return deps.log("app.repair impossible", { app: active.app.name, secret: secrets.sealed });
  const file = active.artifact.kind === "jar" ? await deps.fetch(active.artifact.sha256, () => undefined, signal) : undefined;
  const jar = file?.ok === true && active.artifact.kind === "jar" ? { path: file.path, sha256: active.artifact.sha256 } : null;
  const agentFile = active.agent === null ? undefined : await deps.fetch(active.agent.sha256, () => undefined, signal);
  const agent = agentFile?.ok === true && active.agent !== null ? { path: agentFile.path, sha256: active.agent.sha256 } : null;
  const workload = toWorkload(active, { jar, agent, secrets: secrets.values });
  const outcome = await deps.executor.apply(workload, { progress: quiet(deps), signal, resumption: null, repair: true });
  deps.log("app.repair", { app: active.app.name, environment: active.environment.name, outcome: outcome.kind });
  if (outcome.kind === "failed") throw new Error(outcome.failure.message);
}

function isIncomplete(active: DesiredApp, instances: readonly ObservedInstance[]): boolean {
  const own = instances.filter(({ place }) => place.appId === active.app.id && place.environmentId === active.environment.id);
  if (active.runState === "stopped") return own.some(({ state }) => state === "running");
  const hash = instanceHash(active);
  const good = own.filter((instance) => instance.hash === hash && (instance.state === "running" || instance.state === "restarting"));
  return good.length !== active.replicas;
}
