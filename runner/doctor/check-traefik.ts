import { connect } from "node:net";
import type Docker from "dockerode";
import { defaultNetwork, type EdgeSettings, unreachable } from "../executor/docker/traefik-edge.ts";
import { findTraefik, type FoundTraefik } from "../executor/docker/traefik.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";
import { checkTraefikVersion } from "./traefik-versions.ts";

export interface EngineVersions {
  readonly engineApi: string;
  readonly engineMinApi: string;
}

/** Whether apps with a route can be reached: through the Traefik that is there, or the one that is made with the first of them. */
export async function checkTraefik(docker: Docker, settings: EdgeSettings, versions: EngineVersions): Promise<Finding[]> {
  const found = await findTraefik(docker, settings.network);
  if (found === undefined) return [settings.managed ? await checkPort(docker, settings.managedPort) : nobody];
  const { version: traefik, apiVersionSet, name, networks, isOnHost } = found;
  const version = checkTraefikVersion({ traefik, apiVersionSet, ...versions });
  if (!isOnHost && networks.length === 0) return [version, doubtful("traefik-network", unreachable(name, defaultNetwork), "See above.")];
  return found.isManaged ? [version, ...checkManaged(found, settings)] : [version];
}

const nobody = doubtful("traefik", "None is running, and none is to be started (edge.managed).", "Start Traefik, or set edge.managed.");

/** One that a runner made stays as it was made: other runners may use it. */
function checkManaged({ name, image, httpPort }: FoundTraefik, { managedImage, managedPort }: EdgeSettings): Finding[] {
  if (image === managedImage && httpPort === managedPort) return [];
  return [
    doubtful(
      "traefik-managed",
      `${name} runs ${image} on port ${httpPort}; the configuration says ${managedImage} on port ${managedPort}.`,
      `docker rm -f ${name}: it is made anew with the next deployment of an app that has a route. Until then no app is reached through it.`,
    ),
  ];
}

async function checkPort(docker: Docker, port: number): Promise<Finding> {
  const publisher = (await docker.listContainers()).find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port));
  const holder =
    publisher === undefined ? ((await answers(port)) ? "another program" : "") : `the container ${publisher.Names[0]?.slice(1)}`;
  if (holder === "") return good("traefik", `none found; one is started on port ${port} with the first app that has a route`);
  return bad(
    "traefik",
    `None is running, and port ${port}, on which one would be started, is taken by ${holder}.`,
    "Set edge.managedPort to a free port, or run Traefik yourself.",
  );
}

const patienceMs = 1_000;

async function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ port, host: "127.0.0.1", timeout: patienceMs });
  socket
    .once("connect", () => resolve(true))
    .once("error", () => resolve(false))
    .once("timeout", () => resolve(false));
  return promise.finally(() => socket.destroy());
}
