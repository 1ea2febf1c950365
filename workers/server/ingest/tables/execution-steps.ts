import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    route: column.dictionary(),
    execution_id: column.uuid(),
    version: column.uint32(),
    start_time: column.instant(6),
    graph_hash: column.dictionary(),
    thread: column.dictionary(),
    node: column.array(column.dictionary()),
    offset_us: column.array(column.uint32()),
    duration_us: column.array(column.uint32()),
    parent: column.array(column.int32()),
    status: column.array(column.uint8()),
    iteration: column.array(column.int32()),
    attempt: column.array(column.uint16()),
    exchange: column.array(column.uint16()),
    changed: column.array(column.uint8()),
    exchange_ids: column.array(column.text()),
    branch: column.map(column.uint32(), column.dictionary()),
    endpoint: column.map(column.uint32(), column.dictionary()),
    entered_route: column.map(column.uint32(), column.dictionary()),
    error_step: column.array(column.int32()),
    error_class: column.array(column.dictionary()),
    error_message: column.array(column.text()),
    error_fingerprint: column.array(column.uint64()),
    error_stack: column.array(column.text()),
    error_handled: column.array(column.uint8()),
    error_dead_letter: column.array(column.dictionary()),
    dropped_node: column.array(column.dictionary()),
    dropped_count: column.array(column.uint32()),
    dropped_sum_us: column.array(column.uint64()),
    dropped_max_us: column.array(column.uint64()),
  };
}

export type StepBlock = Block<ReturnType<typeof columns>>;

export function stepBlock(tenant: number): StepBlock {
  return block("execution_steps", columns(tenant));
}
