import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import type { DrivenInstance, InstanceDriver } from "../instance-driver.ts";
import type { CrashEvidence } from "../outcome.ts";
import type { PlaceIds, Workload } from "../workload.ts";
import { buildImage } from "./build-image.ts";
import { type ContainerLogs, containerLogs } from "./container-logs.ts";
import { cordon, uncordon } from "./cordon.ts";
import { createContainer } from "./create-container.ts";
import { unlessDone, unlessRefused } from "./engine.ts";
import { collectImages } from "./images.ts";
import { evidenceOf, instanceOf } from "./instance-of.ts";
import { newMeter } from "./meter.ts";
import { removeUnusedNetworks } from "./networks.ts";
import { hashLabel, labelFilter, type Owner, ownerLabels, placeLabels } from "./own-labels.ts";
import { openConnections } from "./open-connections.ts";
import { startContainer } from "./start-container.ts";
import { threadDump } from "./thread-dump.ts";
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
  const logs = containerLogs(docker, clock);
  const container = (id: string): Docker.Container => docker.getContainer(id);
  return {
    settleMs,
    async check() {
      const { Version } = await docker.version();
      const { SecurityOptions, DockerRootDir } = (await docker.info()) as { SecurityOptions?: string[]; DockerRootDir: string };
      const rootless = (SecurityOptions ?? []).some((option) => option.includes("rootless"));
      return { ok: true, version: Version, apiVersion: host.apiVersion, rootless, dataRoot: DockerRootDir, message: "" };
    },
    list: (of, hash) => list(host, of, hash),
    build: (workload, step) => buildImage({ docker, owner, baseImage: host.baseImage, step }, workload),
    create: (workload, slot, image) => createContainer(host, { workload, slot, image }),
    start: (id) => startContainer(docker, owner, id),
    async keepAlive(id) {
      await unlessDone(() => container(id).update({ RestartPolicy: { Name: "unless-stopped" } }));
    },
    cordon: (id) => cordon({ docker, clock, owner }, id),
    uncordon: (id) => uncordon(docker, id),
    openConnections: (instance) => openConnections(docker, instance),
    stop: (id, timeoutMs) => stop(host, id, timeoutMs),
    remove: (id) => remove(host, logs, id),
    evidence: (id) => evidence(host, logs, id),
    logs: (id, since, signal) => logs.read(id, since, signal),
    measure: newMeter(docker, owner, clock),
    threadDump: (id, signal) => threadDump(docker, id, signal),
    watch: (onChange, signal) => watchContainers({ docker, clock, owner }, onChange, signal),
    async removePlace(place, { purge }) {
      if (purge) await collectImages(docker, owner, { place, keep: [] });
      await removeUnusedNetworks(docker, owner);
    },
    collectGarbage: (place, keep) => collectImages(docker, owner, { place, keep }),
    urlOf: ({ route }) => urlOf(route, host.publicOrigin),
  };
}

async function list({ docker, owner }: DockerHost, of: PlaceIds | "all", hash?: string): Promise<DrivenInstance[]> {
  const labels = { ...(of === "all" ? ownerLabels(owner) : placeLabels(owner, of)), ...(hash === undefined ? {} : hashLabel(hash)) };
  const found = await docker.listContainers({ all: true, filters: { label: labelFilter(labels) } });
  const instances = await Promise.all(
    found.map(async ({ Id }) => {
      const details = await unlessDone(() => docker.getContainer(Id).inspect());
      return details === undefined ? undefined : instanceOf(owner, details);
    }),
  );
  return instances.filter((instance) => instance !== undefined);
}

async function stop({ docker }: DockerHost, id: string, timeoutMs: number): Promise<boolean> {
  await unlessDone(() => docker.getContainer(id).stop({ t: Math.ceil(timeoutMs / 1_000) }));
  const details = await unlessDone(() => docker.getContainer(id).inspect());
  return details?.State.ExitCode !== 137;
}

/** What reads its log gets all of it before it is gone. */
async function remove({ docker }: DockerHost, logs: ContainerLogs, id: string): Promise<void> {
  const container = docker.getContainer(id);
  await unlessRefused(() => container.stop({ t: 0 }));
  await logs.untilRead(id);
  await unlessDone(() => container.remove({ force: true, v: true }));
}

async function evidence({ docker }: DockerHost, logs: ContainerLogs, id: string): Promise<CrashEvidence> {
  const details = await unlessDone(() => docker.getContainer(id).inspect());
  if (details === undefined) return { exitCode: null, oomKilled: false, probes: [], logTail: [] };
  return evidenceOf(details, await logs.tail(id, 200));
}

function urlOf(route: Workload["route"], publicOrigin: string): string | null {
  if (route === null) return null;
  if (route.host === null) return `${publicOrigin}${route.pathPrefix}/`;
  const { port } = new URL(publicOrigin);
  return route.tls ? `https://${route.host}${route.pathPrefix}/` : `http://${route.host}${port && `:${port}`}${route.pathPrefix}/`;
}
