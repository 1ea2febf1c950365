import type { RunnerClock } from "../clock.ts";
import type { Executor, InstanceFigures } from "../executor/executor.ts";

/** Of what the instances use, rounded so that one that idles has nothing new to tell. */
export type Figures = ReadonlyMap<string, InstanceFigures>;

const measureEveryMs = 15_000;
const patienceMs = 3_000;
const mebibyte = 2 ** 20;

/** Measures when somebody looks, and no more often than every 15 s; an engine that is slow to answer holds nobody up. */
export function newFigures(executor: Executor, clock: RunnerClock): () => Promise<Figures> {
  let latest: Figures = new Map();
  let measuredMs = Number.NEGATIVE_INFINITY;
  const measure = async (): Promise<void> => {
    const measured = await executor.measure();
    latest = new Map([...measured].map(([id, figures]) => [id, rounded(figures)]));
  };
  return async () => {
    if (clock.monotonicMs() - measuredMs < measureEveryMs) return latest;
    measuredMs = clock.monotonicMs();
    await Promise.race([measure().catch(() => undefined), clock.sleep(patienceMs)]);
    return latest;
  };
}

function rounded({ cpuPercent, memoryBytes }: InstanceFigures): InstanceFigures {
  return {
    cpuPercent: cpuPercent === null ? null : Math.round(cpuPercent),
    memoryBytes: memoryBytes === null ? null : Math.round(memoryBytes / mebibyte) * mebibyte,
  };
}
