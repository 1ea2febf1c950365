import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import type { LogEntry } from "../executor.ts";
import type { DrivenInstance, InstanceDriver } from "../instance-driver.ts";
import { type CrashEvidence, StepFailure } from "../outcome.ts";
import type { PlaceIds, Workload } from "../workload.ts";
import { buildImage } from "./build-image.ts";
import { cordon, uncordon } from "./cordon.ts";
import { statusOf, unlessDone, wordsOf } from "./engine.ts";
import { collectImages } from "./images.ts";
import { evidenceOf, instanceOf } from "./instance-of.ts";
import { logLines, sinceOf } from "./log-lines.ts";
import { newMeter } from "./meter.ts";
import { ensureNetwork, environmentNetwork, joinNetwork, removeUnusedNetworks } from "./networks.ts";
import { labelFilter, type Owner, ownerLabels, placeLabels, stampOf } from "./own-labels.ts";
import { openConnections } from "./open-connections.ts";
import { threadDump } from "./thread-dump.ts";
import { toContainer } from "./to-container.ts";
import type { Edge } from "./traefik-labels.ts";
import { watchContainers } from "./watch.ts";

export interface DockerHost {
  readonly docker: Docker;
  readonly apiVersion: string;
  readonly owner: Owner;
  readonly clock: RunnerClock;
  readonly baseImage: string;
  /** The proxy, made if need be; asked for when the first app with a route comes. */
  readonly edge: () => Promise<Edge>;
  /** Origin under which the proxy answers for apps without a host of their own. */
  readonly publicOrigin: string;
}

/** Longer than the time that Traefik collects changes for, which is 2 s. */
const settleMs = 3_000;

/** Docker, a step at a time. */
export function dockerDriver(host: DockerHost): InstanceDriver {
  const { docker, owner, clock } = host;
  const container = (id: string): Docker.Container => docker.getContainer(id);
  return {
    settleMs,
    async check() {
      const { Version } = await docker.version();
      const { SecurityOptions, DockerRootDir } = (await docker.info()) as { SecurityOptions?: string[]; DockerRootDir: string };
      const rootless = (SecurityOptions ?? []).some((option) => option.includes("rootless"));
      return { ok: true, version: Version, apiVersion: host.apiVersion, rootless, dataRoot: DockerRootDir, message: "" };
    },
    list: (of) => list(host, of),
    build: (workload, step) => buildImage({ docker, owner, baseImage: host.baseImage, step }, workload),
    create: (workload, slot, image) => create(host, { workload, slot, image }),
    start: (id) => start(host, id),
    async keepAlive(id) {
      await unlessDone(() => container(id).update({ RestartPolicy: { Name: "unless-stopped" } }));
    },
    cordon: (id) => cordon(docker, clock, id),
    uncordon: (id) => uncordon(docker, id),
    openConnections: (id) => openConnections(docker, id),
    stop: (id, timeoutMs) => stop(host, id, timeoutMs),
    async remove(id) {
      await unlessDone(() => container(id).remove({ force: true, v: true }));
    },
    evidence: (id) => evidence(host, id),
    logs: (id, since, signal) => logs(host, { id, since, signal }),
    measure: newMeter(docker, owner, clock),
    threadDump: (id, signal) => threadDump(docker, id, signal),
    watch: (onChange, signal) => watchContainers(docker, clock, { filters: labelFilter(ownerLabels(owner)), onChange, signal }),
    async removePlace(place, { purge }) {
      if (purge) await collectImages(docker, owner, { place, keep: [] });
      await removeUnusedNetworks(docker, owner);
    },
    collectGarbage: (place, keep) => collectImages(docker, owner, { place, keep }),
    urlOf: ({ route }) => urlOf(route, host.publicOrigin),
  };
}

async function list({ docker, owner }: DockerHost, of: PlaceIds | "all"): Promise<DrivenInstance[]> {
  const labels = of === "all" ? ownerLabels(owner) : placeLabels(owner, of);
  const found = await docker.listContainers({ all: true, filters: { label: labelFilter(labels) } });
  const instances = await Promise.all(
    found.map(async ({ Id }) => {
      const details = await unlessDone(() => docker.getContainer(Id).inspect());
      return details === undefined ? undefined : instanceOf(owner, details);
    }),
  );
  return instances.filter((instance) => instance !== undefined);
}

interface Creation {
  readonly workload: Workload;
  readonly slot: number;
  readonly image: string;
}

async function create(host: DockerHost, { workload, slot, image }: Creation): Promise<void> {
  const { docker, owner } = host;
  const network = environmentNetwork(owner, workload.place.environment);
  await ensureNetwork(docker, owner, network);
  const edge = workload.route === null ? noEdge : await host.edge();
  const plan = toContainer({ owner, workload, slot, image, network, edge });
  const id = await createNamed(host, plan, workload);
  if (edge.network === "") return;
  await ensureNetwork(docker, owner, edge.network);
  await joinNetwork(docker, edge.network, id);
}

const noEdge: Edge = { network: "", entrypoint: "", tlsEntrypoint: "", certResolver: "" };

/** A name that is taken: by what we want, by an older try of ours that makes way, or by somebody else's container, which stays. */
async function createNamed({ docker, owner }: DockerHost, plan: ReturnType<typeof toContainer>, workload: Workload): Promise<string> {
  try {
    return (await docker.createContainer(plan)).id;
  } catch (error) {
    if (statusOf(error) !== 409) throw new StepFailure("create-error", `Docker refused the container: ${wordsOf(error)}`, error);
    const present = await docker.getContainer(plan.name).inspect();
    const stamp = stampOf(owner, present.Config.Labels);
    if (stamp?.hash === workload.hash) return present.Id;
    if (stamp === undefined) {
      throw new StepFailure("create-error", `A container that is not ours has the name ${plan.name}. Remove or rename it.`, error);
    }
    await docker.getContainer(present.Id).remove({ force: true });
    return (await docker.createContainer(plan)).id;
  }
}

async function start({ docker }: DockerHost, id: string): Promise<void> {
  try {
    await unlessDone(() => docker.getContainer(id).start());
  } catch (error) {
    throw new StepFailure("start-error", `Docker could not start the container: ${wordsOf(error)}`, error);
  }
}

async function stop({ docker }: DockerHost, id: string, timeoutMs: number): Promise<boolean> {
  await unlessDone(() => docker.getContainer(id).stop({ t: Math.ceil(timeoutMs / 1_000) }));
  const details = await unlessDone(() => docker.getContainer(id).inspect());
  return details?.State.ExitCode !== 137;
}

async function evidence({ docker }: DockerHost, id: string): Promise<CrashEvidence> {
  const details = await unlessDone(() => docker.getContainer(id).inspect());
  if (details === undefined) return { exitCode: null, oomKilled: false, probes: [], logTail: [] };
  const frames = await docker.getContainer(id).logs({ stdout: true, stderr: true, timestamps: true, tail: 200, follow: false });
  const lines: string[] = [];
  for await (const { line } of logLines(once(frames))) lines.push(line);
  return evidenceOf(details, lines);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

interface Reading {
  readonly id: string;
  readonly since: string | null;
  readonly signal: AbortSignal;
}

async function* logs({ docker }: DockerHost, { id, since, signal }: Reading): AsyncIterable<LogEntry> {
  const from = since === null ? {} : { since: sinceOf(since) };
  const options = { stdout: true, stderr: true, timestamps: true, follow: true, ...from } as const;
  const stream = await unlessDone(() => docker.getContainer(id).logs({ ...options, abortSignal: signal }));
  if (stream === undefined) return;
  const end = (): void => void (stream as unknown as { destroy(): void }).destroy();
  signal.addEventListener("abort", end, { once: true });
  try {
    yield* logLines(stream as unknown as AsyncIterable<Uint8Array>);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

function urlOf(route: Workload["route"], publicOrigin: string): string | null {
  if (route === null) return null;
  if (route.host === null) return `${publicOrigin}${route.pathPrefix}/`;
  return `${route.tls ? "https" : "http"}://${route.host}${route.pathPrefix}/`;
}
