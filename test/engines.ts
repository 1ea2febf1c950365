import { afterAll, beforeAll, vi } from "vitest";
import type { RunningPostgres } from "#standalone/postgres/start";
import { startPostgres } from "#standalone/postgres/start";
import type { TelemetryStore } from "#test/telemetry-store";
import { startTelemetryStore } from "#test/telemetry-store";

let postgres: RunningPostgres | undefined;
let telemetry: TelemetryStore | undefined;

/** The embedded PostgreSQL behind its gateway, one per test file. */
export function thePostgres(): RunningPostgres {
  if (postgres === undefined) throw new Error("Call usePostgres() at the top of the test file");
  return postgres;
}

/** The embedded ClickHouse behind its gateway with the product's tables, one per test file; undefined when the file asked for none. */
export function theTelemetryStore(): TelemetryStore | undefined {
  return telemetry;
}

/** Test files run side by side, each with engines of its own. */
const patienceMs = 15_000;

export function usePostgres(): void {
  vi.setConfig({ testTimeout: patienceMs });
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => postgres?.stop());
}

export function useTelemetryStore(): void {
  vi.setConfig({ testTimeout: patienceMs });
  beforeAll(async () => {
    telemetry = await startTelemetryStore();
  });
  afterAll(async () => telemetry?.stop());
}
