import type Docker from "dockerode";
import { StepFailure } from "../outcome.ts";
import { bringImage } from "./build-image.ts";
import { statusOf, unlessDone, wordsOf } from "./engine.ts";
import { managedLabels } from "./traefik.ts";

export interface ManagedTraefik {
  /** Named in the host's own configuration: no server has a say in it. */
  readonly image: string;
  readonly network: string;
  /** Of the host. */
  readonly httpPort: number;
  readonly entrypoint: string;
  readonly socketPath: string;
  readonly apiVersion: string;
}

/** One for each network, whichever runner makes it first. */
export function managedName(network: string): string {
  return `${network}-traefik`;
}

/**
 * Makes the Traefik of a host that has none: plain HTTP on one port, for apps on its network only, with the labels they carry. One that is there already, made by
 * this or another runner, is started if need be and otherwise left as it is.
 */
export async function ensureManagedTraefik(docker: Docker, settings: ManagedTraefik): Promise<void> {
  await bringImage({ docker, step: () => undefined }, settings.image);
  await ensureSharedNetwork(docker, settings.network);
  const name = managedName(settings.network);
  try {
    await docker.createContainer(containerOf(settings));
  } catch (error) {
    if (statusOf(error) !== 409) throw new StepFailure("create-error", `Docker refused Traefik's container: ${wordsOf(error)}`, error);
    const { Config } = await docker.getContainer(name).inspect();
    if (Config.Labels["io.cameleer.part"] !== managedLabels["io.cameleer.part"]) {
      throw new StepFailure(
        "create-error",
        `A container that is not ours has the name ${name}. Remove or rename it, or set edge.network.`,
        error,
      );
    }
  }
  try {
    await unlessDone(() => docker.getContainer(name).start());
  } catch (error) {
    await unlessDone(() => docker.getContainer(name).remove({ force: true }));
    throw new StepFailure("start-error", startFailure(error, settings.httpPort), error);
  }
}

function startFailure(error: unknown, port: number): string {
  const isTaken = /port is already allocated|address already in use/i.test(wordsOf(error));
  if (!isTaken) return `Traefik could not be started: ${wordsOf(error)}`;
  return `Traefik could not be started: port ${port} of this host is taken by another program. Set edge.managedPort to a free one, or run Traefik yourself.`;
}

function containerOf({ image, network, httpPort, entrypoint, socketPath, apiVersion }: ManagedTraefik): Docker.ContainerCreateOptions {
  const isOldEngine = Number(apiVersion.split(".")[1]) < 44;
  return {
    name: managedName(network),
    Image: image,
    Cmd: [
      "--providers.docker=true",
      "--providers.docker.exposedByDefault=false",
      `--providers.docker.constraints=Label(\`traefik.docker.network\`, \`${network}\`)`,
      `--entryPoints.${entrypoint}.address=:80`,
      // A connection that is not used is closed soon, so that open ones mean requests under way: draining counts them.
      "--serversTransport.forwardingTimeouts.idleConnTimeout=2s",
      "--log.level=WARN",
      "--global.checkNewVersion=false",
      "--global.sendAnonymousUsage=false",
    ],
    // Traefik 3.7 does not agree on an older version with such an engine by itself.
    Env: isOldEngine ? [`DOCKER_API_VERSION=${apiVersion}`] : [],
    Labels: managedLabels,
    ExposedPorts: { "80/tcp": {} },
    HostConfig: {
      Binds: [`${socketPath}:/var/run/docker.sock:ro`],
      PortBindings: { "80/tcp": [{ HostPort: String(httpPort) }] },
      RestartPolicy: { Name: "unless-stopped" },
      NetworkMode: network,
      SecurityOpt: ["no-new-privileges"],
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      CapAdd: ["NET_BIND_SERVICE"],
      LogConfig: { Type: "json-file", Config: { "max-size": "16m", "max-file": "3" } },
    },
  };
}

/** Without the mark of this runner, with which it would be gone as soon as this runner's last app is. */
async function ensureSharedNetwork(docker: Docker, name: string): Promise<void> {
  try {
    await docker.createNetwork({ Name: name, Driver: "bridge", CheckDuplicate: true, Labels: managedLabels });
  } catch (error) {
    if (statusOf(error) !== 409) throw error;
  }
}
