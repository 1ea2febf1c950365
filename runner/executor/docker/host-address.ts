import type Docker from "dockerode";

/** The name under which a container reaches its host. */
const hostName = "host.docker.internal";

/** Variables in which the server gives its own address. */
const serverAddresses = ["CAMELEER_SERVER_URL", "OTEL_EXPORTER_OTLP_ENDPOINT"];

const loopback = /^(https?:\/\/)(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]|$)/i;

type Variable = readonly [name: string, value: string];

/**
 * A variable as a container needs it: a server on this very host has an address that, inside a container, is the container itself, where an app's
 * telemetry would never arrive.
 */
export function seenFromContainer([name, value]: Variable): Variable {
  return [name, serverAddresses.includes(name) ? value.replace(loopback, `$1${hostName}`) : value];
}

/** What the engine is to add to the container's known hosts for these variables. */
export function knownHosts(variables: readonly Variable[], hostAddress: string): string[] {
  return variables.some(([, value]) => value.includes(hostName)) ? [`${hostName}:${hostAddress}`] : [];
}

/** The host's address, seen from a container on this network: the engine (20.10 and newer) knows it by its default bridge, which may have been switched off. */
export async function hostAddressOn(docker: Docker, network: string): Promise<string> {
  const bridges = await docker.listNetworks({ filters: { name: ["bridge"], driver: ["bridge"] } });
  if (bridges.some(({ Name }) => Name === "bridge")) return "host-gateway";
  const { IPAM } = await docker.getNetwork(network).inspect();
  return IPAM?.Config?.[0]?.["Gateway"] ?? "host-gateway";
}
