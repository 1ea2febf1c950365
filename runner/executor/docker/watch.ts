import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import { isEnvironmentNetwork } from "./networks.ts";
import { type Owner, ownerOf } from "./own-labels.ts";

export interface Watching {
  readonly docker: Docker;
  readonly clock: RunnerClock;
  readonly owner: Owner;
}

const retryMs = 2_000;
/** Health probes make three events each; only those that mean something are asked for. */
const filters = {
  type: ["container" as const, "network" as const],
  event: ["start", "die", "oom", "destroy", "health_status", "pause", "unpause", "disconnect"],
};

/** Calls back on every event of the owner's containers and networks, and when the engine goes and comes back, since what happens in between is not told. */
export async function watchContainers({ docker, clock, owner }: Watching, onChange: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const input: NodeJS.ReadableStream = await docker.getEvents({ filters, abortSignal: signal });
      onChange();
      for await (const line of linesOf(input)) if (isAbout(owner, line)) onChange();
      if (!signal.aborted) onChange();
    } catch {
      // The engine is away; it is asked again.
    }
    await clock.sleep(retryMs, signal).catch(() => undefined);
  }
}

/** Unlike `readline`, it ends when the stream is cut off. */
async function* linesOf(input: NodeJS.ReadableStream): AsyncIterable<string> {
  let begun = "";
  for await (const chunk of input) {
    const lines = `${begun}${chunk.toString()}`.split("\n");
    begun = lines.pop() ?? "";
    yield* lines;
  }
}

interface EngineEvent {
  readonly Type: string;
  readonly Actor: { readonly Attributes?: Readonly<Record<string, string>> };
}

/** Events of networks do not carry labels. */
function isAbout(owner: Owner, line: string): boolean {
  const { Type, Actor } = JSON.parse(line) as EngineEvent;
  const attributes = Actor.Attributes ?? {};
  if (Type === "network") return isEnvironmentNetwork(owner, attributes["name"] ?? "");
  return ownerOf(attributes)?.runnerId === owner.runnerId;
}
