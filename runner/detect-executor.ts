import { systemClock } from "./clock.ts";
import type { Settings } from "./config.ts";
import { dockerDriver } from "./executor/docker/docker-driver.ts";
import { connectEngine, optionsOf, wordsOf } from "./executor/docker/engine.ts";
import { ensureManagedTraefik, findTraefik } from "./executor/docker/traefik.ts";
import type { Edge } from "./executor/docker/traefik-labels.ts";
import type { Executor } from "./executor/executor.ts";
import { instanceExecutor } from "./executor/instance-executor.ts";
import { memoryDriver } from "./executor/memory/memory-driver.ts";
import { memoryHost } from "./executor/memory/memory-host.ts";

export type Detected = { readonly executor: Executor } | { readonly executor: undefined; readonly why: string };

type Engine = Awaited<ReturnType<typeof connectEngine>>;

/** What this host can run apps with, and why not when it cannot. */
export async function detectExecutor(settings: Settings, runnerId: string): Promise<Detected> {
  if (settings.executor === "none") return { executor: undefined, why: "The setting `executor` is `none`." };
  if (settings.executor === "memory") return { executor: instanceExecutor("memory", memoryDriver(memoryHost(systemClock)), systemClock) };
  try {
    const engine = await connectEngine(settings);
    const { edge: edgeSettings, baseImage } = settings;
    let edge: Promise<Edge> | undefined;
    const driver = dockerDriver({
      ...engine,
      owner: { runnerId },
      clock: systemClock,
      baseImage,
      publicOrigin: edgeSettings.publicOrigin,
      edge: () => {
        edge ??= findEdge(engine, settings, runnerId);
        edge.catch(() => (edge = undefined));
        return edge;
      },
    });
    return { executor: instanceExecutor("docker", driver, systemClock) };
  } catch (error) {
    return { executor: undefined, why: `Docker at ${settings.dockerHost || "/var/run/docker.sock"} does not answer: ${wordsOf(error)}` };
  }
}

/** The Traefik that is there is taken as it is; one of our own is made only where there is none. */
async function findEdge({ docker, apiVersion }: Engine, settings: Settings, runnerId: string): Promise<Edge> {
  const { network, entrypoint, tlsEntrypoint, certResolver, managed, managedImage, managedPort } = settings.edge;
  const found = await findTraefik(docker);
  const chosen = network !== "" ? network : (found?.networks[0] ?? "cameleer-edge");
  const owner = { runnerId };
  if (found === undefined && managed) {
    const socketPath = optionsOf(settings.dockerHost).socketPath ?? "/var/run/docker.sock";
    await ensureManagedTraefik(docker, owner, {
      image: managedImage,
      network: chosen,
      httpPort: managedPort,
      entrypoint,
      socketPath,
      apiVersion,
    });
  }
  return { network: chosen, entrypoint, tlsEntrypoint, certResolver };
}
