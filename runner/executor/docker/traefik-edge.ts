import type Docker from "dockerode";
import { StepFailure } from "../outcome.ts";
import { findTraefik } from "./traefik.ts";
import type { Edge } from "./traefik-labels.ts";
import { ensureManagedTraefik } from "./traefik-managed.ts";

/** The host's configuration of its proxy. */
export interface EdgeSettings {
  /** Empty: the first network of the Traefik that is found, else `cameleer-edge`. */
  readonly network: string;
  readonly entrypoint: string;
  readonly tlsEntrypoint: string;
  readonly certResolver: string;
  /** Empty: this host by its loopback name, with the port that the Traefik found, or the one to be made, answers on. */
  readonly publicOrigin: string;
  readonly managed: boolean;
  readonly managedImage: string;
  readonly managedPort: number;
}

interface Engine {
  readonly docker: Docker;
  readonly apiVersion: string;
  readonly socketPath: string;
}

export const defaultNetwork = "cameleer-edge";

/** The Traefik that is there is taken as it is; one of our own is made only where there is none. */
export async function openEdge({ docker, apiVersion, socketPath }: Engine, settings: EdgeSettings): Promise<Edge> {
  const { entrypoint, tlsEntrypoint, certResolver, managed, managedImage, managedPort } = settings;
  const found = await findTraefik(docker, settings.network);
  const network = settings.network || (found?.networks[0] ?? defaultNetwork);
  if (found !== undefined && !found.isOnHost && !found.networks.includes(network)) {
    throw new StepFailure("route-not-effective", unreachable(found.name, network));
  }
  const isOurs = found === undefined ? managed : found.isManaged;
  if (found === undefined && managed) {
    await ensureManagedTraefik(docker, { image: managedImage, network, httpPort: managedPort, entrypoint, socketPath, apiVersion });
  }
  return { network, entrypoint, tlsEntrypoint: isOurs ? "" : tlsEntrypoint, certResolver };
}

export function unreachable(name: string, network: string): string {
  return `Traefik (${name}) is on Docker's default network only, from where it reaches no app: docker network create ${network}; docker network connect ${network} ${name}`;
}

/** Under which origin apps without a host of their own are reached. */
export async function publicOriginOf(docker: Docker, settings: EdgeSettings): Promise<string> {
  if (settings.publicOrigin !== "") return settings.publicOrigin.replace(/\/+$/, "");
  const found = await findTraefik(docker, settings.network);
  const port = found === undefined ? settings.managedPort : (found.httpPort ?? 80);
  return port === 80 ? "http://localhost" : `http://localhost:${port}`;
}
