import { createInterface } from "node:readline";
import type Docker from "dockerode";
import { labelFilter, type Owner, ownerLabels } from "#runner/executor/docker/own-labels";

export interface HealthEvents {
  /** Resolves when the engine next says so of a container. */
  next(id: string, health: "healthy" | "unhealthy"): Promise<void>;
  end(): void;
}

export async function listenForHealth(docker: Docker, owner: Owner): Promise<HealthEvents> {
  const filters = { type: ["container" as const], event: ["health_status"], label: labelFilter(ownerLabels(owner)) };
  const over = new AbortController();
  const stream: NodeJS.ReadableStream = await docker.getEvents({ filters, abortSignal: over.signal });
  const waiting = new Map<string, () => void>();
  const lines = createInterface({ input: stream }).on("line", (line) => {
    const { id, status } = JSON.parse(line) as { id: string; status: string };
    waiting.get(`${id} ${status}`)?.();
  });
  // how it learns of the end
  lines.on("error", () => undefined);
  return {
    next: async (id, health) => new Promise((resolve) => waiting.set(`${id} health_status: ${health}`, resolve)),
    end: () => over.abort(),
  };
}
