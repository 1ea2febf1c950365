import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import type { RolloutEvent } from "#schema/protocol/runner/v1/rollout";
import type { Change } from "#schema/protocol/runner/v1/signed-change";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { drivenInstance, type MemoryHost, memoryHost } from "#runner/executor/memory/memory-host";
import { openOutbox, type Outbox } from "#runner/protocol/outbox";
import { type AppRecords, keyOf, openAppRecords } from "#runner/work/app-record";
import type { FaultPoint } from "#runner/work/fault-point";
import { type HostPolicy, strictestPolicy } from "#runner/work/host-policy";
import { type Lease, newLease } from "#runner/work/lease";
import { type LocalOrders, openLocalOrders } from "#runner/work/local-orders";
import { newReconciler, type Reconciler } from "#runner/work/reconciler";
import { openPosition, type Position, takeUp } from "#runner/work/take-up";
import { aDesiredApp, aSigningServer, type SigningServer } from "#test/runner/desired-apps";
import { leapingClock } from "#test/runner/leaping-clock";
import { digestOf, hexId } from "#test/runner/workloads";

interface Process {
  readonly reconciler: Reconciler;
  readonly records: AppRecords;
  readonly outbox: Outbox;
  readonly lease: Lease;
  readonly position: Position;
  readonly orders: LocalOrders;
}

export interface RunnerWorld {
  /** Where the runner keeps what must outlive it. */
  readonly folder: string;
  readonly host: MemoryHost;
  readonly clock: ReturnType<typeof leapingClock>;
  readonly server: SigningServer;
  process: Process;
  /** Every event ever told, in order. */
  readonly events: readonly RolloutEvent[];
  policy: HostPolicy;
  fault: FaultPoint;
  /** Hands a change to the running process as a sync would. */
  want(change: DesiredApp | Change): Promise<void>;
  /** The next change as the server sends it. */
  signed(change: Change): Promise<unknown>;
  receive(raw: readonly unknown[]): Promise<void>;
  /** Another process over the same host and folder; the former one is left where it is. */
  restart(): Promise<void>;
  /** Version and health of what runs. */
  running(): readonly string[];
  dispose(): Promise<void>;
}

export const worldRunnerId = hexId("run", 1);

/** A host with a memory executor and the work of a runner on it, without a server. The versions `good-…` work and `broken` never gets ready. */
export async function aRunnerWorld(): Promise<RunnerWorld> {
  const folder = await mkdtemp(path.join(tmpdir(), "cameleer-runner-"));
  const clock = leapingClock();
  const host = memoryHost(clock);
  host.behave(digestOf("broken"), { healthyAfterMs: null });
  const server = await aSigningServer(worldRunnerId, () => clock.nowMs());
  let rev = 0;
  const world: RunnerWorld = {
    folder,
    host,
    clock,
    server,
    policy: strictestPolicy,
    fault: async () => undefined,
    process: await begin(),
    get events() {
      return world.process.outbox.events;
    },
    async want(wanted) {
      await world.receive([await world.signed("type" in wanted ? wanted : { type: "app.apply", app: wanted })]);
    },
    async signed(change) {
      rev += 1;
      return JSON.parse(JSON.stringify(await server.sign(change, rev))) as unknown;
    },
    async receive(raw) {
      const { records, outbox, position, reconciler } = world.process;
      const serverKeys = () => [server.key];
      const deps = { runnerId: worldRunnerId, serverKeys, records, outbox, clock, position, skewMs: () => 0 };
      const { keys } = await takeUp(deps, raw);
      keys.forEach((key) => reconciler.nudge(key));
    },
    async restart() {
      await endOf(world.process);
      world.process = await begin();
      world.process.reconciler.nudgeAll();
    },
    running: () =>
      [...host.instances.values()]
        .map((instance) => ({ ...drivenInstance(host, instance), jar: instance.workload.revisionId }))
        .filter(({ state }) => state === "running")
        .map(({ generation, health }) => `g${generation} ${health}`),
    dispose: async () => rm(folder, { recursive: true, force: true }),
  };

  async function begin(): Promise<Process> {
    const records = await openAppRecords(path.join(folder, "apps"));
    const outbox = await openOutbox(path.join(folder, "outbox.json"));
    const position = await openPosition(path.join(folder, "position.json"));
    const orders = await openLocalOrders(path.join(folder, "orders.json"));
    const lease = newLease(clock);
    lease.renew(Number.MAX_SAFE_INTEGER);
    const reconciler = newReconciler({
      records,
      outbox,
      clock,
      lease,
      fault: async (name) => world.fault(name),
      say: () => undefined,
      sayLast: async () => undefined,
      keepEvidence: () => undefined,
      executor: instanceExecutor("memory", memoryDriver(host), clock),
      policy: () => world.policy,
      fetch: async (sha256) => ({ ok: true, path: `/nowhere/${sha256}.jar` }),
      unseal: async (app) => ({ values: app.secrets.map(({ name }) => ({ name, value: "opened" })) }),
      orders,
      isDraining: () => false,
      log: () => undefined,
      onChange: () => undefined,
    });
    return { records, outbox, lease, position, orders, reconciler };
  }
  return world;
}

/** A process that was killed writes no more: what it had begun to write is done. */
async function endOf({ records, outbox, position, orders }: Process): Promise<void> {
  const written = records.all().map(async ({ wanted }) => records.change(keyOf(wanted), (same) => same));
  await Promise.all([...written, outbox.addEvents([]), position.advance(0), orders.takeBack("")]);
}

export const good = (generation: number, change: Partial<DesiredApp> = {}): DesiredApp =>
  aDesiredApp(`good-${generation}`, { generation, ...change });
export const broken = (generation: number, change: Partial<DesiredApp> = {}): DesiredApp =>
  aDesiredApp("broken", { generation, ...change });
