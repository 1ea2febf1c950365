import type Docker from "dockerode";

export interface FoundTraefik {
  readonly name: string;
  /** As its image's tag says; empty when it does not. */
  readonly version: string;
  readonly image: string;
  /** The networks on which it could reach apps; the engine's default one and the host's are none. */
  readonly networks: readonly string[];
  /** Part of the host's own network, from where every app is reached. */
  readonly isOnHost: boolean;
  /** Port of the host behind which its port 80 lies, else the first that is published; null when none is. */
  readonly httpPort: number | null;
  readonly apiVersionSet: boolean;
  /** Made by a runner: one that had found none. */
  readonly isManaged: boolean;
}

/** What marks the Traefik that a runner made. It is no runner's own: others on the same engine use it too. */
export const managedLabels = { "io.cameleer.managed": "true", "io.cameleer.part": "traefik" };

/**
 * A running container that is Traefik, by its image or its label, and through which apps can be reached: on `network`, or, when that is empty, on any
 * network. Where none is, one from which no app can be reached.
 */
export async function findTraefik(docker: Docker, network = ""): Promise<FoundTraefik | undefined> {
  const running = await docker.listContainers();
  const traefiks = running.filter(
    ({ Image, Labels }) =>
      /(^|\/)traefik(:|@|$)/.test(Image) ||
      Labels["org.opencontainers.image.title"] === "Traefik" ||
      Labels["io.cameleer.part"] === managedLabels["io.cameleer.part"],
  );
  const found = await Promise.all(traefiks.map(({ Id }) => lookAt(docker, Id)));
  const fitting = found.filter(({ networks, isOnHost }) => isOnHost || (network === "" ? networks.length > 0 : networks.includes(network)));
  return fitting[0] ?? (network === "" ? found[0] : undefined);
}

async function lookAt(docker: Docker, id: string): Promise<FoundTraefik> {
  const { Name, Config, NetworkSettings } = await docker.getContainer(id).inspect();
  const networks = Object.keys(NetworkSettings.Networks);
  return {
    name: Name.replace(/^\//, ""),
    version: /:v?(\d+\.\d+(\.\d+)?)/.exec(Config.Image)?.[1] ?? Config.Labels["org.opencontainers.image.version"]?.replace(/^v/, "") ?? "",
    image: Config.Image,
    networks: networks.filter((name) => !["bridge", "host", "none"].includes(name)),
    isOnHost: networks.includes("host"),
    httpPort: publishedPort(NetworkSettings.Ports),
    apiVersionSet: (Config.Env ?? []).some((variable) => variable.startsWith("DOCKER_API_VERSION=")),
    isManaged: Config.Labels["io.cameleer.part"] === managedLabels["io.cameleer.part"],
  };
}

type Ports = Awaited<ReturnType<Docker.Container["inspect"]>>["NetworkSettings"]["Ports"];

function publishedPort(ports: Ports): number | null {
  const published = [ports["80/tcp"], ...Object.values(ports)].flatMap((bindings) => bindings ?? []);
  return published[0] === undefined ? null : Number(published[0].HostPort);
}
