import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

export const logSources = { agent: 0, otlp: 1 } as const;
export const logLevels = { unspecified: 0, trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 } as const;

/** The level that an OpenTelemetry severity number (1 to 24) belongs to. */
export function levelOfSeverity(severity: number): number {
  return severity >= 1 && severity <= 24 ? Math.floor((severity - 1) / 4) * 4 + 1 : logLevels.unspecified;
}

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    instance: column.dictionary(),
    source: column.enumeration(logSources),
    time: column.instant(9),
    sequence: column.uint64(),
    level: column.enumeration(logLevels),
    logger: column.dictionary(),
    thread: column.dictionary(),
    message: column.text(),
    exception: column.text(),
    exchange_id: column.text(),
    execution_id: column.uuid(),
    route: column.dictionary(),
    node: column.dictionary(),
    trace_id: column.bytes(16),
    span_id: column.bytes(8),
    attributes: column.map(column.dictionary(), column.text()),
  };
}

export type LogBlock = Block<ReturnType<typeof columns>>;

export function logBlock(tenant: number): LogBlock {
  return block("logs", columns(tenant));
}
