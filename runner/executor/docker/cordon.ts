import type Docker from "dockerode";
import { watchChanges } from "../changes.ts";
import { StepFailure } from "../outcome.ts";
import { cordonMark } from "./health-command.ts";
import { runInside } from "./run-inside.ts";
import { watchContainers, type Watching } from "./watch.ts";

const lookAgainMs = 1_000;
const marginMs = 5_000;

/**
 * Makes the health check say no, and waits until the engine has noticed: Traefik then drops the instance before it is asked to end. Needs
 * `/bin/sh` in the image.
 */
export async function cordon(watching: Watching, id: string): Promise<void> {
  const { docker, clock } = watching;
  const over = new AbortController();
  const watch = (onChange: () => void, signal: AbortSignal): Promise<void> => watchContainers(watching, onChange, signal);
  const changes = watchChanges({ watch }, clock, over.signal);
  try {
    await runInside(docker, id, `: > ${cordonMark}`);
    const markedMs = clock.monotonicMs();
    for (;;) {
      const change = changes.expect();
      const { Config, State } = await docker.getContainer(id).inspect();
      if (!State.Running || State.Health?.Status === "unhealthy") return;
      if (clock.monotonicMs() - markedMs > longestMs(Config.Healthcheck)) break;
      await change.wait(lookAgainMs);
    }
  } finally {
    over.abort();
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
