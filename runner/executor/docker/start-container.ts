import type Docker from "dockerode";
import type { ContainerInspectInfo } from "dockerode";
import { refusalOf, statusOf, unlessDone } from "./engine.ts";
import { ensureNetwork, joinNetwork, missingNetworks, networksOf } from "./networks.ts";
import type { Owner } from "./own-labels.ts";

/** Brings a container to life, whatever was done to it: not started, ended, paused, taken out of its networks. */
export async function startContainer(docker: Docker, owner: Owner, id: string): Promise<void> {
  const container = docker.getContainer(id);
  const details = await unlessDone(() => container.inspect());
  if (details === undefined) return;
  try {
    await rejoin(docker, owner, details);
    if (details.State.Paused) await unlessDone(() => container.unpause());
    if (!details.State.Running) await startAmong(docker, owner, details);
  } catch (error) {
    throw refusalOf(error, "start-error", "Docker could not start the container");
  }
}

async function rejoin(docker: Docker, owner: Owner, details: ContainerInspectInfo): Promise<void> {
  const [own] = networksOf(details);
  for (const network of missingNetworks(details)) {
    await ensureNetwork(docker, owner, network);
    const aliases = network === own ? [details.Config.Labels["io.cameleer.app"] ?? ""] : [];
    await joinNetwork(docker, network, { id: details.Id, aliases });
  }
}

/** A container that had ended may find that its networks are gone. */
async function startAmong(docker: Docker, owner: Owner, details: ContainerInspectInfo): Promise<void> {
  const container = docker.getContainer(details.Id);
  try {
    await container.start();
  } catch (error) {
    if (statusOf(error) === 304) return;
    if (statusOf(error) !== 404) throw error;
    for (const network of networksOf(details)) await ensureNetwork(docker, owner, network);
    await unlessDone(() => container.start());
  }
}
