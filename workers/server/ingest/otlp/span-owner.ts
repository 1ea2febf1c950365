import { endEmptyRows, endRow, putKeys } from "#server/ingest/native/columns";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";

/** Writes what the last `rows` spans have in common: their resource, the newest one, and the name of their scope. */
export function putOwner({ resources, spans }: TraceBatch, scope: number, rows: number): void {
  const resource = resources.at(-1);
  if (resource === undefined) return;
  const { environment, app, instance, attributes } = resource;
  const to = spans.columns;
  putKeys(to.environment, [environment], rows);
  putKeys(to.app, [app], rows);
  putKeys(to.instance, [instance], rows);
  putKeys(to.scope, [scope], rows);
  const every = (parity: number): number[] => attributes.filter((_, at) => at % 2 === parity);
  putKeys(to.resource.key, every(0), rows);
  putKeys(to.resource.value, every(1), rows);
  for (let row = 0; row < rows; row += 1) endRow(to.resource, attributes.length >> 1);
  for (const list of [to.event_time, to.event_name, to.event_attributes, to.link_trace_id, to.link_span_id]) endEmptyRows(list, spans.rows);
}
