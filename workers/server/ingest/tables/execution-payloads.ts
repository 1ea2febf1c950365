import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

export const phaseNumbers = { in: 0, before: 1, after: 2, out: 3, error: 4 } as const;

function columns(tenant: number) {
  const values = () => column.map(column.dictionary(), column.text());
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    route: column.dictionary(),
    execution_id: column.uuid(),
    start_time: column.instant(6),
    step: column.int32(),
    phase: column.enumeration(phaseNumbers),
    node: column.dictionary(),
    body_type: column.dictionary(),
    body_bytes: column.uint64(),
    body_hash: column.text(),
    body_truncated: column.uint8(),
    body_blob: column.text(),
    body: column.text(),
    headers: values(),
    properties: values(),
    variables: values(),
    removed: column.array(column.dictionary()),
    redacted: column.array(column.dictionary()),
  };
}

export type PayloadBlock = Block<ReturnType<typeof columns>>;

export function payloadBlock(tenant: number): PayloadBlock {
  return block("execution_payloads", columns(tenant));
}
