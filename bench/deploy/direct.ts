import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type Docker from "dockerode";
import { buildImage } from "#runner/executor/docker/build-image";
import { connectEngine } from "#runner/executor/docker/engine";
import { collectImages } from "#runner/executor/docker/images";
import { cordonMark } from "#runner/executor/docker/health-command";
import { ensureNetwork, environmentNetwork, removeUnusedNetworks } from "#runner/executor/docker/networks";
import { countScript } from "#runner/executor/docker/open-connections";
import type { Owner } from "#runner/executor/docker/own-labels";
import { toContainer } from "#runner/executor/docker/to-container";
import type { Workload } from "#runner/executor/workload";
import { aWorkload, digestOf } from "#test/runner/workloads";
import { testBase } from "#test/runtime/docker-world";
import { type HealthEvents, listenForHealth } from "#bench/deploy/health-events";

const edge = { network: "", entrypoint: "web", tlsEntrypoint: "websecure", certResolver: "" };

export interface DirectHost {
  /** Replaces the running version by the next one; milliseconds that it took. */
  deploy(jar: Uint8Array): Promise<number>;
  dispose(): Promise<void>;
}

interface Engine {
  readonly docker: Docker;
  readonly owner: Owner;
  readonly network: string;
  readonly events: HealthEvents;
}

/** The calls of a blue/green rollout, one after the other, by somebody who writes nothing down and never needs to go on after a crash. */
export async function directHost(health: Workload["health"], dockerHost: string): Promise<DirectHost> {
  const { docker } = await connectEngine({ dockerHost });
  const owner = { runnerId: `run_${randomBytes(16).toString("hex")}` };
  const network = environmentNetwork(owner, "prod");
  await ensureNetwork(docker, owner, network);
  const engine = { docker, owner, network, events: await listenForHealth(docker, owner) };
  const folder = mkdtempSync(path.join(tmpdir(), "bench-deploy-"));
  let running: string | undefined;
  let generation = 0;
  return {
    async deploy(jar) {
      generation += 1;
      const workload = workloadOf(folder, jar, { generation, health });
      const startMs = performance.now();
      const next = await bringUp(engine, workload);
      if (running !== undefined) await retire(engine, running, workload);
      running = next;
      return performance.now() - startMs;
    },
    async dispose() {
      engine.events.end();
      if (running !== undefined) await docker.getContainer(running).remove({ force: true });
      await collectImages(docker, owner, { place: aWorkload("direct").place, keep: [] });
      await removeUnusedNetworks(docker, owner);
      rmSync(folder, { recursive: true });
    },
  };
}

function workloadOf(folder: string, jar: Uint8Array, change: Pick<Workload, "generation" | "health">): Workload {
  const file = path.join(folder, `${change.generation}.jar`);
  writeFileSync(file, jar);
  const base = aWorkload("direct", { route: null, ...change });
  if (base.runnable.kind !== "jar") throw new Error("A workload of tests is a JAR");
  return {
    ...base,
    place: { ...base.place, app: "bench-direct" },
    runnable: { ...base.runnable, jar: { path: file, sha256: digestOf(Buffer.from(jar).toString("base64")) } },
  };
}

async function bringUp({ docker, owner, network, events }: Engine, workload: Workload): Promise<string> {
  const image = await buildImage({ docker, owner, baseImage: testBase, step: () => undefined }, workload);
  const container = await docker.createContainer(toContainer({ owner, workload, slot: 0, image, network, edge }));
  const healthy = events.next(container.id, "healthy");
  await container.start();
  await healthy;
  await container.update({ RestartPolicy: { Name: "unless-stopped" } });
  return container.id;
}

async function retire({ docker, events }: Engine, id: string, { httpPort, stop }: Workload): Promise<void> {
  const container = docker.getContainer(id);
  const unhealthy = events.next(id, "unhealthy");
  await execute(container, `: > ${cordonMark}`);
  await unhealthy;
  await execute(container, countScript(httpPort ?? 0));
  await container.stop({ t: stop.timeoutMs / 1_000 });
  await container.remove({ v: true });
}

async function execute(container: Docker.Container, script: string): Promise<void> {
  const exec = await container.exec({ Cmd: ["/bin/sh", "-c", script], AttachStdout: true, AttachStderr: true, Tty: true });
  const output = await exec.start({ Tty: true });
  output.resume();
  await new Promise((resolve) => output.once("end", resolve).once("close", resolve));
}
