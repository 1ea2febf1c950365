import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

export const executionSources = { agent: 0, otlp: 1, replay: 2, test: 3 } as const;
export const statusNumbers = { running: 0, completed: 1, failed: 2, handled: 3, filtered: 4, stopped: 5, abandoned: 6 } as const;
export type ExecutionStatus = keyof typeof statusNumbers;

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    instance: column.dictionary(),
    deployment: column.dictionary(),
    agent_id: column.dictionary(),
    source: column.enumeration(executionSources),
    route: column.dictionary(),
    from_uri: column.dictionary(),
    execution_id: column.uuid(),
    version: column.uint32(),
    exchange_id: column.text(),
    trace_id: column.bytes(16),
    span_id: column.bytes(8),
    parent_span_id: column.bytes(8),
    parent_execution_id: column.uuid(),
    parent_step: column.int32(),
    parent_app: column.dictionary(),
    parent_route: column.dictionary(),
    replay_of: column.uuid(),
    links: column.array(column.uuid()),
    start_time: column.instant(6),
    duration_us: column.uint64(),
    status: column.enumeration(statusNumbers),
    error_class: column.dictionary(),
    error_message: column.text(),
    error_fingerprint: column.uint64(),
    failed_node: column.dictionary(),
    redeliveries: column.uint16(),
    step_count: column.uint32(),
    dropped_steps: column.uint32(),
    capture_level: column.uint8(),
    has_payload: column.uint8(),
    graph_hash: column.dictionary(),
    routes_hit: column.array(column.dictionary()),
    nodes_hit: column.array(column.dictionary()),
    endpoints_hit: column.array(column.dictionary()),
    attributes: column.map(column.dictionary(), column.text()),
    keys: column.array(column.text()),
  };
}

export type ExecutionBlock = Block<ReturnType<typeof columns>>;

export function executionBlock(tenant: number): ExecutionBlock {
  return block("executions", columns(tenant));
}
