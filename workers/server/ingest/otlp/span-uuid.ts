import type { FixedColumn } from "#server/ingest/native/columns";
import type { TraceBatch } from "#server/ingest/otlp/trace-batch";
import { millisecondsAt, putTimedUuid } from "#server/ingest/time";

/** The id of the exchange that a span is: its start in milliseconds and its trace and span id, hence the same for every retry. */
export function putSpanUuid({ spans }: TraceBatch, row: number, to: FixedColumn): void {
  const { trace_id: trace, span_id: span, start_time: start } = spans.columns;
  const ms = millisecondsAt(start.data.view, row * 8);
  const { view } = span.data;
  const traceView = trace.data.view;
  const extra = traceView.getUint32(row * 16, true) ^ traceView.getUint32(row * 16 + 4, true) ^ traceView.getUint32(row * 16 + 12, true);
  putTimedUuid(to, ms, { high: view.getUint32(row * 8), low: view.getUint32(row * 8 + 4), extra });
}
