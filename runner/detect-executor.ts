import { systemClock } from "./clock.ts";
import type { Settings } from "./config.ts";
import { dockerDriver } from "./executor/docker/docker-driver.ts";
import { connectEngine, optionsOf, wordsOf } from "./executor/docker/engine.ts";
import { openEdge, publicOriginOf } from "./executor/docker/traefik-edge.ts";
import type { Executor } from "./executor/executor.ts";
import { instanceExecutor } from "./executor/instance-executor.ts";
import { memoryDriver } from "./executor/memory/memory-driver.ts";
import { memoryHost } from "./executor/memory/memory-host.ts";

export type Detected = { readonly executor: Executor } | { readonly executor: undefined; readonly why: string };

/** What this host can run apps with, and why not when it cannot. */
export async function detectExecutor(settings: Settings, runnerId: string): Promise<Detected> {
  if (settings.executor === "none") return { executor: undefined, why: "The setting `executor` is `none`." };
  if (settings.executor === "memory") return { executor: instanceExecutor("memory", memoryDriver(memoryHost(systemClock)), systemClock) };
  try {
    const engine = await connectEngine(settings);
    const socketPath = optionsOf(settings.dockerHost).socketPath ?? "/var/run/docker.sock";
    const driver = dockerDriver({
      ...engine,
      owner: { runnerId },
      clock: systemClock,
      baseImage: settings.baseImage,
      publicOrigin: await publicOriginOf(engine.docker, settings.edge),
      edge: oneAtATime(() => openEdge({ ...engine, socketPath }, settings.edge)),
    });
    return { executor: instanceExecutor("docker", driver, systemClock) };
  } catch (error) {
    return { executor: undefined, why: `Docker at ${settings.dockerHost || "/var/run/docker.sock"} does not answer: ${wordsOf(error)}` };
  }
}

/** Whoever asks while an answer is being found gets the same one. */
function oneAtATime<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask().finally(() => (asked = undefined)));
}
