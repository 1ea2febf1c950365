import { access, constants, stat } from "node:fs/promises";
import type { Config } from "../config.ts";
import { connectEngine, optionsOf, wordsOf } from "../executor/docker/engine.ts";
import type { EdgeSettings } from "../executor/docker/traefik-edge.ts";
import { errorCode } from "../disk/durable-file.ts";
import { bad, doubtful, type Finding, good } from "./finding.ts";
import { checkTraefik } from "./check-traefik.ts";

/** Whether apps can be run with Docker here, and if not, at which step it fails. */
export async function checkDocker({ settings }: Config): Promise<Finding[]> {
  if (settings.executor === "none" || settings.executor === "memory") return [good("executor", `set to ${settings.executor}`)];
  const { socketPath } = optionsOf(settings.dockerHost);
  const blocked = socketPath === undefined ? undefined : await checkSocket(socketPath);
  if (blocked !== undefined) return [blocked];
  try {
    const engine = await connectEngine(settings);
    return await checkEngine(engine, settings.edge);
  } catch (error) {
    return [bad("docker", `Docker at ${settings.dockerHost || socketPath} does not answer: ${wordsOf(error)}`, "systemctl start docker")];
  }
}

export async function checkSocket(socketPath: string): Promise<Finding | undefined> {
  try {
    const { isSocket } = await stat(socketPath).then((found) => ({ isSocket: found.isSocket() }));
    if (!isSocket) return bad("docker", `${socketPath} is not a socket.`, "Set dockerHost to Docker's socket.");
    await access(socketPath, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    if (errorCode(error) === "EACCES") {
      return bad(
        "docker",
        `${socketPath} may not be used by this user.`,
        "Add the runner's user to the group docker: usermod -aG docker cameleer-runner",
      );
    }
    return bad(
      "docker",
      `There is no Docker here: ${socketPath} does not exist.`,
      "Install Docker (apt-get install docker.io), or set dockerHost.",
    );
  }
}

async function checkEngine({ docker, apiVersion }: Awaited<ReturnType<typeof connectEngine>>, edge: EdgeSettings): Promise<Finding[]> {
  const version = (await docker.version()) as { Version: string; ApiVersion: string; MinAPIVersion?: string };
  const info = (await docker.info()) as { LiveRestoreEnabled?: boolean; CgroupVersion?: string; Driver?: string; MemoryLimit?: boolean };
  const live =
    info.LiveRestoreEnabled === true
      ? good("live-restore", "on: apps survive restarts of Docker")
      : doubtful(
          "live-restore",
          "Restarting Docker ends every app for a moment.",
          'Put {"live-restore": true} into /etc/docker/daemon.json.',
        );
  const limits =
    info.MemoryLimit === false ? [bad("memory-limit", "This kernel does not limit memory.", "Boot with cgroup_enable=memory.")] : [];
  const versions = { engineApi: version.ApiVersion, engineMinApi: version.MinAPIVersion ?? "1.24" };
  return [
    good("docker", `Docker ${version.Version}, API ${apiVersion}, ${info.Driver}, cgroup v${info.CgroupVersion}`),
    live,
    ...limits,
    ...(await checkTraefik(docker, edge, versions)),
  ];
}
