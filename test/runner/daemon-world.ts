import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { call, type Caller } from "#schema/contract/call";
import { getDeployment } from "#schema/contract/deployments";
import type { Answer } from "#schema/contract/endpoint";
import { stateFolder, type StateFolder } from "#runner/disk/state-folder";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { memoryHost, type MemoryHost } from "#runner/executor/memory/memory-host";
import { hostFacts } from "#runner/host";
import { connect } from "#runner/protocol/connection";
import { enroll } from "#runner/protocol/enroll";
import { readHostKeys } from "#runner/protocol/host-keys";
import { readIdentity } from "#runner/protocol/identity";
import { startDaemon, type Daemon } from "#runner/work/daemon";
import { strictestPolicy } from "#runner/work/host-policy";
import { capabilities } from "#runner/work/session";
import { eventually } from "#test/eventually";
import { serve, type ServedWorld } from "#test/runner/served-world";
import { type SkippingClock, skippingClock } from "#test/runner/skipping-clock";
import { deploying } from "#test/runtime/deploying";
import { aWorld, type World } from "#test/world";

/** The real server in Node, the real daemon of a runner, a wire between them, and a host on which nothing really runs. */
export interface DaemonWorld {
  readonly world: World;
  readonly served: ServedWorld;
  readonly clock: SkippingClock;
  readonly host: MemoryHost;
  readonly runnerId: string;
  readonly folder: StateFolder;
  /** What people do, as the administrator. */
  readonly people: ReturnType<typeof deploying>;
  readonly caller: Caller;
  /** Another process. */
  start(): Promise<Daemon>;
  /** Time goes by, for the server and the host. */
  pass(ms: number): void;
  ended(deploymentId: string): Promise<Answer<typeof getDeployment>>;
  /** Generation of every instance that runs. */
  running(): readonly number[];
  dispose(): Promise<void>;
}

const startMs = Date.UTC(2026, 10, 22, 4);

export async function aDaemonWorld(): Promise<DaemonWorld> {
  const root = await mkdtemp(path.join(tmpdir(), "cameleer-daemon-"));
  const folder = stateFolder(path.join(root, "state"));
  const world = await aWorld({}, startMs);
  const served = await serve(world);
  const clock = skippingClock(startMs);
  const host = memoryHost(clock);
  const executor = instanceExecutor("memory", memoryDriver(host), clock);
  const caller: Caller = { baseUrl: "", fetch: (url, init) => world.as("admin").fetch(url, init) };
  const people = deploying({ caller });
  const daemons: (() => Promise<void>)[] = [];
  const first = await connect({ url: served.url, caFile: "", proxy: { https: "", http: "", none: "" }, clock });
  const { runnerId } = await enroll(
    { connection: first, folder, clock },
    {
      token: await people.enrollmentToken(),
      host: hostFacts("host-1"),
      executor: { kind: "memory", ...(await executor.check()) },
      capabilities,
    },
  );
  await first.close();
  const pass = (ms: number): void => {
    world.clock.advance({ seconds: ms / 1_000 });
    clock.skip(ms);
  };
  return {
    world,
    served,
    clock,
    host,
    runnerId,
    folder,
    people,
    caller,
    pass,
    async start() {
      const connection = await connect({ url: served.url, caFile: "", proxy: { https: "", http: "", none: "" }, clock });
      const [identity, keys] = [await readIdentity(folder.identity), await readHostKeys(folder.keys)];
      if (identity === undefined || keys === undefined) throw new Error("It was not enrolled");
      const own = { folder, identity, keys, connection, clock, executor };
      const outside = { diagnose: async () => ({}), isDraining: () => false, log: () => undefined };
      const daemon = await startDaemon({
        ...own,
        ...outside,
        policy: { ...strictestPolicy, minFreeDisk: 0 },
        hostName: "host-1",
        fault: "",
      });
      daemons.push(async () => {
        await daemon.stop(0);
        await connection.dispatcher.destroy();
      });
      return daemon;
    },
    ended: (id) =>
      eventually({ what: `the end of ${id}`, withinMs: 120_000 }, async () => {
        pass(1_000);
        const deployment = await call(caller, getDeployment, { params: { id } });
        return deployment.endedAt === null ? undefined : deployment;
      }),
    running: () =>
      [...host.instances.values()]
        .filter(({ startedAtMs, stoppedAtMs }) => startedAtMs !== null && stoppedAtMs === null)
        .map(({ workload }) => workload.generation),
    async dispose() {
      served.wire = async () => null;
      for (const stop of daemons) await stop();
      served.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}
