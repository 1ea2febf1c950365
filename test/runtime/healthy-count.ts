import type { Readable } from "node:stream";
import { connectEngine } from "#runner/executor/docker/engine";

export interface HealthyCount {
  /** The fewest containers of the app that had got healthy and had not ended, since the beginning. */
  fewest(): number;
  stop(): void;
}

interface EngineEvent {
  readonly Action: string;
  readonly id: string;
}

/** Follows the engine's events of an app that has one healthy container now. */
export async function watchHealthy(app: string): Promise<HealthyCount> {
  const { docker } = await connectEngine({ dockerHost: "" });
  const label = [`io.cameleer.app=${app}`];
  const up = new Set((await docker.listContainers({ filters: { label } })).map(({ Id }) => Id));
  let fewest = up.size;
  const stream = (await docker.getEvents({ filters: { type: ["container"], label } })) as unknown as Readable;
  let begun = "";
  stream.on("data", (chunk: Buffer) => {
    const lines = `${begun}${chunk.toString()}`.split("\n");
    begun = lines.pop() ?? "";
    for (const { Action, id } of lines.map((line) => JSON.parse(line) as EngineEvent)) {
      if (Action === "health_status: healthy") up.add(id);
      if (Action === "die" || Action === "health_status: unhealthy") up.delete(id);
      fewest = Math.min(fewest, up.size);
    }
  });
  stream.on("error", () => undefined);
  return { fewest: () => fewest, stop: () => void stream.destroy() };
}
