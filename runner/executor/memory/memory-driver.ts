import type { ExecutorState, LogEntry } from "../executor.ts";
import type { DrivenInstance, InstanceDriver } from "../instance-driver.ts";
import type { CrashEvidence } from "../outcome.ts";
import { placeKey, type PlaceIds, type Workload } from "../workload.ts";
import { drivenInstance, type MemoryHost, type MemoryInstance, nameOf } from "./memory-host.ts";

/** Runs nothing: instances are entries of a table whose state follows from the clock. */
export function memoryDriver(host: MemoryHost): InstanceDriver {
  const step = async <T>(name: string, act: () => T | Promise<T>): Promise<T> => {
    await host.interference(name, "before");
    if (!host.reachable) throw new Error("The memory host is out of reach");
    const result = await act();
    await host.interference(name, "after");
    return result;
  };
  const changed = (): void => host.listeners.forEach((listener) => listener());
  const change = async (name: string, id: string, act: (instance: MemoryInstance) => void): Promise<void> =>
    step(name, () => {
      const instance = host.instances.get(id);
      if (instance !== undefined) act(instance);
      changed();
    });
  return {
    settleMs: 3_000,
    check: async () => stateOf(host),
    list: async (of, hash) => step("list", () => list(host, of).filter((instance) => hash === undefined || instance.hash === hash)),
    build: async (workload) =>
      step("build", () => {
        const image = imageOf(workload);
        host.images.add(image);
        return image;
      }),
    create: async (workload, slot) => step("create", () => create(host, workload, slot)),
    start: async (id) => change("start", id, (instance) => start(host, instance)),
    keepAlive: async (id) => change("keepAlive", id, (instance) => void (instance.confirmed = true)),
    cordon: async (id) => change("cordon", id, (instance) => void (instance.cordonedAtMs ??= host.clock.nowMs())),
    uncordon: async (id) => change("uncordon", id, (instance) => void (instance.cordonedAtMs = null)),
    openConnections: async ({ id }) => step("openConnections", () => openConnections(host, id)),
    stop: async (id, timeoutMs) => step("stop", async () => stop(host, id, timeoutMs)),
    remove: async (id) =>
      step("remove", () => {
        host.instances.delete(id);
        changed();
      }),
    evidence: async (id) => step("evidence", () => evidenceOf(host, id)),
    logs: (id, since) => logs(host, id, since),
    measure: async () =>
      step("measure", () => new Map([...host.instances.keys()].map((id) => [id, { cpuPercent: null, memoryBytes: null }]))),
    threadDump: async (id) => step("threadDump", () => [`Full thread dump of ${id}: memory runs nothing.`]),
    watch: async (onChange, signal) => watch(host, onChange, signal),
    removePlace: async (place, { purge }) => step("removePlace", () => forgetImages(host, place, purge ? () => true : () => false)),
    collectGarbage: async (place, keep) =>
      step("collectGarbage", () => forgetImages(host, place, (image) => !keep.some((digest) => image.endsWith(digest)))),
    urlOf: ({ route }) => (route === null ? null : `http://${route.host ?? "localhost"}${route.pathPrefix}/`),
  };
}

function stateOf(host: MemoryHost): ExecutorState {
  return {
    ok: host.reachable,
    version: "1",
    apiVersion: "",
    rootless: true,
    dataRoot: "",
    message: host.reachable ? "" : "The memory host is out of reach.",
  };
}

function list(host: MemoryHost, of: PlaceIds | "all"): DrivenInstance[] {
  const all = [...host.instances.values()].map((instance) => drivenInstance(host, instance));
  return of === "all" ? all : all.filter(({ place }) => placeKey(place) === placeKey(of));
}

function openConnections(host: MemoryHost, id: string): number {
  const instance = host.instances.get(id);
  if (instance === undefined || instance.cordonedAtMs === null || instance.stoppedAtMs !== null) return 0;
  return host.clock.nowMs() - instance.cordonedAtMs < (host.behaviorOf(instance.workload).busyMs ?? 0) ? 1 : 0;
}

function imageOf(workload: Workload): string {
  return `${placeKey(workload.place)}:${nameOf(workload.runnable)}`;
}

function forgetImages(host: MemoryHost, place: PlaceIds, isWaste: (image: string) => boolean): void {
  for (const image of host.images) if (image.startsWith(placeKey(place)) && isWaste(image)) host.images.delete(image);
}

function create(host: MemoryHost, workload: Workload, slot: number): void {
  const id = `${workload.place.environment}-${workload.place.app}-g${workload.generation}-${slot}`;
  if (host.instances.get(id)?.workload.hash === workload.hash) return;
  host.instances.set(id, {
    id,
    workload,
    slot,
    startedAtMs: null,
    stoppedAtMs: null,
    cordonedAtMs: null,
    confirmed: false,
    restartCount: 0,
    log: [],
  });
}

function start(host: MemoryHost, instance: MemoryInstance): void {
  if (instance.startedAtMs !== null && instance.stoppedAtMs === null && drivenInstance(host, instance).state === "running") return;
  if (instance.startedAtMs !== null) instance.restartCount += 1;
  instance.startedAtMs = host.clock.nowMs();
  instance.stoppedAtMs = null;
  instance.cordonedAtMs = null;
  const lines = host.behaviorOf(instance.workload).lines ?? [`${nameOf(instance.workload.runnable)} started`];
  for (const line of lines) instance.log.push({ time: new Date(host.clock.nowMs()).toISOString(), stream: "stdout", line });
}

async function stop(host: MemoryHost, id: string, timeoutMs: number): Promise<boolean> {
  const instance = host.instances.get(id);
  if (instance === undefined || instance.startedAtMs === null || instance.stoppedAtMs !== null) return true;
  const obeys = host.behaviorOf(instance.workload).ignoresStop !== true;
  if (!obeys) await host.clock.sleep(timeoutMs);
  instance.stoppedAtMs = host.clock.nowMs();
  return obeys;
}

function evidenceOf(host: MemoryHost, id: string): CrashEvidence {
  const instance = host.instances.get(id);
  const seen = instance === undefined ? undefined : (drivenInstance(host, instance) satisfies DrivenInstance);
  return {
    exitCode: seen?.exitCode ?? null,
    oomKilled: seen?.oomKilled ?? false,
    probes: [],
    logTail: (instance?.log ?? []).slice(-200).map(({ line }) => line),
  };
}

async function* logs(host: MemoryHost, id: string, since: string | null): AsyncIterable<LogEntry> {
  for (const entry of host.instances.get(id)?.log ?? []) if (since === null || entry.time >= since) yield entry;
}

async function watch(host: MemoryHost, onChange: () => void, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  host.listeners.add(onChange);
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  host.listeners.delete(onChange);
}
