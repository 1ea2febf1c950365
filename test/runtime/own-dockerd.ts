import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually } from "#test/eventually";

export interface OwnDockerd {
  /** As `DOCKER_HOST`. */
  readonly dockerHost: string;
  /** A file system of its own, of the size that was asked for. */
  readonly dataRoot: string;
  /** Runs the Docker CLI against it; what it printed, without the last line feed. */
  docker(...args: string[]): string;
  start(): Promise<void>;
  stop(signal: NodeJS.Signals): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * A Docker engine that a test may restart and fill: data, sockets and network name space of its own. The name space outlives the engine, so that its
 * containers keep their network while it is away; the default bridge and the packet filter are left alone.
 */
export function anOwnDockerd({ dataMiB, image }: { readonly dataMiB: number; readonly image: string }): OwnDockerd {
  const root = mkdtempSync(path.join(tmpdir(), "cml-dockerd-"));
  const dataRoot = path.join(root, "data");
  mkdirSync(dataRoot);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${dataMiB}m`, "cameleer-test", dataRoot]);
  const space = spawn("unshare", ["--net", "sleep", "infinity"], { stdio: "ignore" });
  const dockerHost = `unix://${root}/docker.sock`;
  const own = ["-H", dockerHost, "--data-root", dataRoot, "--exec-root", `${root}/exec`, "--pidfile", `${root}/pid`];
  let daemon: ChildProcess | undefined;
  const docker = (...args: string[]): string =>
    execFileSync("docker", ["-H", dockerHost, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trimEnd();
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (daemon === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const gone = once(daemon, "exit");
    daemon.kill(signal);
    await gone;
  };
  return {
    dockerHost,
    dataRoot,
    docker,
    stop,
    async start() {
      const within = ["--net=/proc/" + String(space.pid) + "/ns/net", "dockerd"];
      daemon = spawn("nsenter", [...within, ...own, "--bridge=none", "--iptables=false"], { stdio: "ignore" });
      await eventually({ what: "an engine of the test's own", withinMs: 60_000 }, () => docker("version"));
      execFileSync("sh", [
        "-c",
        `docker -H ${dockerHost} image inspect ${image} >/dev/null 2>&1 || docker save ${image} | docker -H ${dockerHost} load`,
      ]);
    },
    async dispose() {
      const left = docker("ps", "-aq")
        .split("\n")
        .filter((id) => id !== "");
      if (left.length > 0) docker("rm", "-f", ...left);
      await stop("SIGTERM");
      space.kill("SIGKILL");
      execFileSync("umount", ["--lazy", dataRoot]);
      execFileSync("sh", ["-c", `grep -o '${root}/[^ ]*' /proc/mounts | xargs -r umount --lazy`]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
