import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

export const spanKinds = { unspecified: 0, internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
export const spanStatuses = { unset: 0, ok: 1, error: 2 } as const;

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    instance: column.dictionary(),
    start_time: column.instant(9),
    duration_ns: column.uint64(),
    trace_id: column.bytes(16),
    span_id: column.bytes(8),
    parent_span_id: column.bytes(8),
    name: column.dictionary(),
    kind: column.enumeration(spanKinds),
    scope: column.dictionary(),
    status: column.enumeration(spanStatuses),
    status_message: column.text(),
    camel_op: column.dictionary(),
    camel_uri: column.dictionary(),
    component: column.dictionary(),
    route: column.dictionary(),
    node: column.dictionary(),
    exchange_id: column.text(),
    execution_id: column.uuid(),
    attributes: column.map(column.dictionary(), column.text()),
    resource: column.map(column.dictionary(), column.dictionary()),
    event_time: column.array(column.instant(9)),
    event_name: column.array(column.dictionary()),
    event_attributes: column.array(column.map(column.dictionary(), column.text())),
    link_trace_id: column.array(column.bytes(16)),
    link_span_id: column.array(column.bytes(8)),
  };
}

/** Columns from `camel_op` to `node`, and `execution_id`, are filled when all spans of the request are known. */
export type SpanBlock = Block<ReturnType<typeof columns>>;

export function spanBlock(tenant: number): SpanBlock {
  return block("spans", columns(tenant));
}
