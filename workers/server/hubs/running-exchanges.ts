import type { RunningExchange } from "#schema/protocol/v1/running";
import type { AbandonedExchange } from "#server/platform/hubs";

/** What one agent runs, by execution id. */
export type Running = ReadonlyMap<string, RunningExchange>;

/** Exchanges kept per agent; beyond it the newest are left out, since the oldest are what people look for. */
export const runningLimit = 200;

export const nothingRunning: Running = new Map();

export function withStarted(running: Running, started: readonly RunningExchange[]): Running {
  const all = new Map(running);
  for (const exchange of started) all.set(exchange.executionId, exchange);
  return bounded(all);
}

export function withoutEnded(running: Running, executionIds: readonly string[]): Running {
  if (!executionIds.some((id) => running.has(id))) return running;
  const left = new Map(running);
  for (const id of executionIds) left.delete(id);
  return left;
}

/** A complete list replaces what was known, one of the oldest only adds to it. */
export function healed(running: Running, listed: readonly RunningExchange[], complete: boolean): Running {
  return withStarted(complete ? nothingRunning : running, listed);
}

export function abandoned(running: Running, lastSeenMs: number): readonly AbandonedExchange[] {
  return [...running.values()].map((exchange) => ({ ...exchange, lastSeenMicros: Math.max(lastSeenMs * 1_000, exchange.startMicros) }));
}

function bounded(running: Map<string, RunningExchange>): Running {
  if (running.size <= runningLimit) return running;
  const oldest = [...running.values()].sort((a, b) => a.startMicros - b.startMicros).slice(0, runningLimit);
  return new Map(oldest.map((exchange) => [exchange.executionId, exchange]));
}
