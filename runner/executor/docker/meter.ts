import type Docker from "dockerode";
import type { RunnerClock } from "../../clock.ts";
import type { InstanceFigures } from "../executor.ts";
import { unlessDone } from "./engine.ts";
import { labelFilter, type Owner, ownerLabels } from "./own-labels.ts";

interface Reading {
  readonly cpuNs: number;
  readonly atMs: number;
}

/** Reads the counters of every running container once; a share of CPU is the difference to the reading before. */
export function newMeter(docker: Docker, owner: Owner, clock: RunnerClock): () => Promise<ReadonlyMap<string, InstanceFigures>> {
  let before = new Map<string, Reading>();
  return async () => {
    const running = await docker.listContainers({ filters: { status: ["running"], label: labelFilter(ownerLabels(owner)) } });
    const readings = new Map<string, Reading>();
    const figures = new Map<string, InstanceFigures>();
    await Promise.all(
      running.map(async ({ Id }) => {
        const stats = await unlessDone(() => docker.getContainer(Id).stats({ stream: false, "one-shot": true }));
        if (stats === undefined) return;
        const reading = { cpuNs: stats.cpu_stats.cpu_usage.total_usage, atMs: clock.monotonicMs() };
        readings.set(Id, reading);
        figures.set(Id, { cpuPercent: share(before.get(Id), reading), memoryBytes: memoryOf(stats) });
      }),
    );
    before = readings;
    return figures;
  };
}

function share(before: Reading | undefined, { cpuNs, atMs }: Reading): number | null {
  if (before === undefined || atMs <= before.atMs || cpuNs < before.cpuNs) return null;
  return ((cpuNs - before.cpuNs) / 1e6 / (atMs - before.atMs)) * 100;
}

/** As `docker stats` counts: cached files that nobody has touched for a while are free in all but name. */
function memoryOf({ memory_stats: memory }: Docker.ContainerStats): number | null {
  if (memory.usage === undefined) return null;
  const { total_inactive_file: first, inactive_file: second } = (memory.stats ?? {}) as Partial<Record<string, number>>;
  return Math.max(0, memory.usage - (first ?? second ?? 0));
}
