import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import type Docker from "dockerode";
import { connectEngine } from "#runner/executor/docker/engine";
import { eventually } from "#test/eventually";

const image = "cameleer-test/traefik:3.6";

export interface RunningTraefik {
  /** Name of the network on which it reaches apps: the runner's `edge.network`. Only apps that name this network are routed. */
  readonly network: string;
  /** Origin without trailing slash: the runner's `edge.publicOrigin`. */
  readonly url: string;
  /** Its own words, for a test that wants to say why it failed. */
  log(): string;
  stop(): Promise<void>;
}

/** Real Traefik in a container, with a network and an address of its own; several on one engine do not see each other's apps. */
export async function startTraefik(): Promise<RunningTraefik> {
  execFileSync(path.join(import.meta.dirname, "traefik-image.sh"), { stdio: ["ignore", "ignore", "inherit"] });
  const { docker } = await connectEngine({ dockerHost: "" });
  const network = `cameleer-test-edge-${randomBytes(4).toString("hex")}`;
  await docker.createNetwork({ Name: network, Driver: "bridge" });
  const container = await docker.createContainer({
    name: network,
    Image: image,
    Cmd: argumentsFor(network),
    HostConfig: { Binds: ["/var/run/docker.sock:/var/run/docker.sock:ro"], NetworkMode: network },
  });
  await container.start();
  const { NetworkSettings } = await container.inspect();
  // Not a port of the host: Docker's own proxy, which would stand in between, gives up for good when it runs out of file descriptors.
  const url = `http://${NetworkSettings.Networks[network]?.IPAddress}`;
  await eventually({ what: `Traefik at ${url}`, withinMs: 30_000 }, async () => ((await fetch(url)).status === 404 ? true : undefined));
  return {
    network,
    url,
    log: () => execFileSync("docker", ["logs", network], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    async stop() {
      await container.remove({ force: true });
      await removeNetwork(docker, network);
    },
  };
}

function argumentsFor(network: string): string[] {
  return [
    "--providers.docker.exposedByDefault=false",
    `--providers.docker.constraints=Label(\`traefik.docker.network\`, \`${network}\`)`,
    "--entryPoints.web.address=:80",
    // As the one that a runner makes: a connection that is not used is closed soon, so that open ones mean requests under way.
    "--serversTransport.forwardingTimeouts.idleConnTimeout=2s",
    "--log.level=WARN",
    "--log.noColor=true",
    "--global.checkNewVersion=false",
    "--global.sendAnonymousUsage=false",
  ];
}

/** Apps that a failed test has left behind are still part of it. */
async function removeNetwork(docker: Docker, name: string): Promise<void> {
  const network = docker.getNetwork(name);
  const { Containers } = (await network.inspect()) as { Containers?: Record<string, unknown> };
  await Promise.all(Object.keys(Containers ?? {}).map((Container) => network.disconnect({ Container, Force: true })));
  await network.remove();
}
