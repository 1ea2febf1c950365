import type { Block } from "#server/ingest/native/block";
import { block } from "#server/ingest/native/block";
import * as column from "#server/ingest/native/columns";

function columns(tenant: number) {
  return {
    tenant_id: column.constant(tenant),
    environment: column.dictionary(),
    app: column.dictionary(),
    instance: column.dictionary(),
    time: column.instant(3),
    event_id: column.uuid(),
    type: column.dictionary(),
    route: column.dictionary(),
    detail: column.map(column.dictionary(), column.text()),
  };
}

export type EventBlock = Block<ReturnType<typeof columns>>;

export function eventBlock(tenant: number): EventBlock {
  return block("events", columns(tenant));
}
