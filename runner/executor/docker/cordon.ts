import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import { StepFailure } from "../outcome.ts";
import { cordonMark } from "./health-command.ts";
import { runInside } from "./run-inside.ts";

const lookEveryMs = 50;
const marginMs = 5_000;

/**
 * Makes the health check say no, and waits until the engine has noticed: Traefik then drops the instance before it is asked to end. Needs
 * `/bin/sh` in the image.
 */
export async function cordon(docker: Docker, clock: RunnerClock, id: string): Promise<void> {
  await runInside(docker, id, `: > ${cordonMark}`);
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
  await runInside(docker, id, `rm -f ${cordonMark}`);
}

interface Check {
  readonly Interval?: number | undefined;
  readonly Retries?: number | undefined;
  readonly Timeout?: number | undefined;
}

function longestMs({ Interval = 0, Retries = 1, Timeout = 0 }: Check = {}): number {
  return ((Interval + Timeout / 4) * (Retries + 1)) / 1e6 + marginMs;
}
