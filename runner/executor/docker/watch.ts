import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";

export interface Watching {
  readonly filters: string[];
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

const retryMs = 2_000;
/** Health probes make three events each; only those that mean something are asked for. */
const events = ["start", "die", "oom", "destroy", "health_status"];

/** Calls back on every event of the containers, and once after each reconnection, since what happened in between is not told. */
export async function watchContainers(docker: Docker, clock: RunnerClock, { filters, onChange, signal }: Watching): Promise<void> {
  while (!signal.aborted) {
    try {
      const stream = await docker.getEvents({ filters: { type: ["container"], event: events, label: filters }, abortSignal: signal });
      onChange();
      stream.on("data", onChange);
      await new Promise((resolve) => stream.once("end", resolve).once("close", resolve).once("error", resolve));
    } catch {
      // The engine is away; it is asked again.
    }
    await clock.sleep(retryMs, signal).catch(() => undefined);
  }
}
