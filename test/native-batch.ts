import type { BatchHeader, BatchLine } from "#schema/protocol/v1/batch";

/** A header of protocol v1 with everything a test does not care about. */
export function nativeHeader(header: Partial<BatchHeader> & Pick<BatchHeader, "t0">): BatchHeader {
  return { v: 1, agent: "agent-1", inst: "orders-1", boot: 8_123, seq: 1, sent: header.t0, app: "orders", env: "prod", D: [], ...header };
}

/** The lines of a batch; a line may be anything, as tests also send what nobody should. */
export function ndjson(header: BatchHeader, ...lines: readonly (BatchLine | object)[]): string {
  return [header, ...lines].map((line) => JSON.stringify(line)).join("\n");
}
