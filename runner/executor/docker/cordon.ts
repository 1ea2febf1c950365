import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import { StepFailure } from "../outcome.ts";
import { wordsOf } from "./engine.ts";
import { cordonMark } from "./health-command.ts";

const lookEveryMs = 200;
const marginMs = 5_000;

/**
 * Makes the health check say no, and waits until the engine has noticed: Traefik then drops the instance before it is asked to end. Needs
 * `/bin/sh` in the image.
 */
export async function cordon(docker: Docker, clock: RunnerClock, id: string): Promise<void> {
  await run(docker, id, `: > ${cordonMark}`);
  const container = docker.getContainer(id);
  const { Config } = await container.inspect();
  const deadlineMs = clock.monotonicMs() + longestMs(Config.Healthcheck);
  while (clock.monotonicMs() < deadlineMs) {
    const { State } = await container.inspect();
    if (!State.Running || State.Health?.Status === "unhealthy") return;
    await clock.sleep(lookEveryMs);
  }
  throw new StepFailure("timeout", "its health check did not notice in time");
}

export async function uncordon(docker: Docker, id: string): Promise<void> {
  await run(docker, id, `rm -f ${cordonMark}`);
}

interface Check {
  readonly Interval?: number | undefined;
  readonly Retries?: number | undefined;
  readonly Timeout?: number | undefined;
}

function longestMs({ Interval = 0, Retries = 1, Timeout = 0 }: Check = {}): number {
  return ((Interval + Timeout / 4) * (Retries + 1)) / 1e6 + marginMs;
}

async function run(docker: Docker, id: string, script: string): Promise<void> {
  try {
    const exec = await docker.getContainer(id).exec({ Cmd: ["/bin/sh", "-c", script], AttachStdout: true, AttachStderr: true });
    const output = await exec.start({});
    output.resume();
    await new Promise((resolve) => output.once("end", resolve).once("close", resolve));
    const { ExitCode } = await exec.inspect();
    if (ExitCode !== 0) throw new Error(`the shell in it ended with ${ExitCode}`);
  } catch (error) {
    throw new StepFailure("timeout", wordsOf(error), error);
  }
}
