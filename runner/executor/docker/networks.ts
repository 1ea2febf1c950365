import type Docker from "dockerode";
import type { ContainerInspectInfo, NetworkInspectInfo } from "dockerode";
import { statusOf } from "./engine.ts";
import { labelFilter, type Owner, ownerLabels } from "./own-labels.ts";

/** The apps of one environment reach each other by name, and nobody else's. */
export function environmentNetwork({ runnerId }: Owner, environment: string): string {
  return `cml-${environment}-${runnerId.slice(-8)}`;
}

/** Whether a network of that name is one of those above, whoever asks. */
export function isEnvironmentNetwork({ runnerId }: Owner, name: string): boolean {
  return name.startsWith("cml-") && name.endsWith(`-${runnerId.slice(-8)}`);
}

/** Per engine the networks that are being made. */
const making = new WeakMap<Docker, Map<string, Promise<void>>>();

/** Makes a network unless one of that name is there. Asked for at once by two apps, it is made once: Docker itself would make two of one name. */
export async function ensureNetwork(docker: Docker, owner: Owner, name: string): Promise<void> {
  const underWay = making.get(docker) ?? new Map<string, Promise<void>>();
  making.set(docker, underWay);
  const made = underWay.get(name) ?? makeNetwork(docker, owner, name).finally(() => underWay.delete(name));
  underWay.set(name, made);
  await made;
}

async function makeNetwork(docker: Docker, owner: Owner, name: string): Promise<void> {
  const present = await networksNamed(docker, name);
  if (present.length === 1) return;
  if (present.length === 0) {
    await docker.createNetwork({ Name: name, Driver: "bridge", CheckDuplicate: true, Labels: ownerLabels(owner) });
  }
  // Another process may have made one in the same moment; both then keep the older.
  for (const { Id } of (await networksNamed(docker, name)).slice(1)) await removeNetwork(docker, Id);
}

/** The oldest first. */
async function networksNamed(docker: Docker, name: string): Promise<NetworkInspectInfo[]> {
  const like = await docker.listNetworks({ filters: { name: [name] } });
  return like.filter((network) => network.Name === name).toSorted((a, b) => a.Created.localeCompare(b.Created));
}

/** Makes a container part of a further network; being part of it already is fine. */
export async function joinNetwork(
  docker: Docker,
  network: string,
  { id, aliases }: { readonly id: string; readonly aliases: string[] },
): Promise<void> {
  try {
    await docker.getNetwork(network).connect({ Container: id, EndpointConfig: { Aliases: aliases } });
  } catch (error) {
    if (statusOf(error) !== 403 && statusOf(error) !== 409) throw error;
  }
}

/** Those that a container is to be part of: its environment's, then the proxy's when it has a route. */
export function networksOf({ HostConfig, Config }: ContainerInspectInfo): string[] {
  return [HostConfig.NetworkMode ?? "", Config.Labels["traefik.docker.network"] ?? ""].filter((name) => name !== "");
}

/** Those of them that somebody has taken it out of. */
export function missingNetworks(container: ContainerInspectInfo): string[] {
  return networksOf(container).filter((name) => !(name in container.NetworkSettings.Networks));
}

/** Deletes the owner's networks that no container is part of any more. */
export async function removeUnusedNetworks(docker: Docker, owner: Owner): Promise<void> {
  for (const { Id } of await docker.listNetworks({ filters: { label: labelFilter(ownerLabels(owner)) } })) {
    const { Containers } = (await docker.getNetwork(Id).inspect()) as { Containers?: Record<string, unknown> };
    if (Object.keys(Containers ?? {}).length === 0) await removeNetwork(docker, Id);
  }
}

/** Somebody may have joined it, or deleted it, in between. */
async function removeNetwork(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getNetwork(id).remove();
  } catch (error) {
    if (statusOf(error) !== 403 && statusOf(error) !== 404 && statusOf(error) !== 409) throw error;
  }
}
