import type Docker from "dockerode";
import { statusOf } from "./engine.ts";
import { ensureNetwork } from "./networks.ts";
import { type Owner, ownerLabels } from "./own-labels.ts";

export interface FoundTraefik {
  readonly name: string;
  /** As its image's tag says; empty when it does not. */
  readonly version: string;
  /** The networks on which it could reach apps; the engine's default one and the host's are none. */
  readonly networks: readonly string[];
  readonly apiVersionSet: boolean;
}

const managedName = "cameleer-traefik";

/** A running container that is Traefik, by its image or its label. */
export async function findTraefik(docker: Docker): Promise<FoundTraefik | undefined> {
  for (const { Id, Image, Labels } of await docker.listContainers()) {
    if (!/(^|\/)traefik(:|@|$)/.test(Image) && Labels["org.opencontainers.image.title"] !== "Traefik") continue;
    const { Name, Config, NetworkSettings } = await docker.getContainer(Id).inspect();
    return {
      name: Name.replace(/^\//, ""),
      version: /:v?(\d+\.\d+(\.\d+)?)/.exec(Image)?.[1] ?? Labels["org.opencontainers.image.version"]?.replace(/^v/, "") ?? "",
      networks: Object.keys(NetworkSettings.Networks).filter((name) => !["bridge", "host", "none"].includes(name)),
      apiVersionSet: (Config.Env ?? []).some((variable) => variable.startsWith("DOCKER_API_VERSION=")),
    };
  }
  return undefined;
}

export interface ManagedTraefik {
  readonly image: string;
  readonly network: string;
  readonly httpPort: number;
  readonly entrypoint: string;
  readonly socketPath: string;
  readonly apiVersion: string;
}

/** Makes the Traefik of a host that has none: plain HTTP on one port, apps of this engine only, with the labels they carry. */
export async function ensureManagedTraefik(docker: Docker, owner: Owner, settings: ManagedTraefik): Promise<void> {
  const { image, network, httpPort, entrypoint, socketPath, apiVersion } = settings;
  await ensureNetwork(docker, owner, network);
  try {
    const container = await docker.createContainer({
      name: managedName,
      Image: image,
      Cmd: ["--providers.docker=true", "--providers.docker.exposedByDefault=false", `--entryPoints.${entrypoint}.address=:${httpPort}`],
      // Traefik 3.7 does not agree on an older version with the engine by itself.
      Env: [`DOCKER_API_VERSION=${apiVersion}`],
      Labels: { ...ownerLabels(owner), "io.cameleer.part": "traefik" },
      ExposedPorts: { [`${httpPort}/tcp`]: {} },
      HostConfig: {
        Binds: [`${socketPath}:/var/run/docker.sock:ro`],
        PortBindings: { [`${httpPort}/tcp`]: [{ HostPort: String(httpPort) }] },
        RestartPolicy: { Name: "unless-stopped" },
        NetworkMode: network,
        SecurityOpt: ["no-new-privileges"],
        ReadonlyRootfs: true,
        CapDrop: ["ALL"],
        CapAdd: ["NET_BIND_SERVICE"],
      },
    });
    await container.start();
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
    await docker
      .getContainer(managedName)
      .start()
      .catch(() => undefined);
  }
}
