import { batchLimits } from "#schema/protocol/v1/batch";
import { putPlace, putVarint } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import type { Fields } from "#server/ingest/ndjson/fields";
import { field, readFieldText } from "#server/ingest/ndjson/fields";
import { eachText } from "#server/ingest/ndjson/text-lists";

const dash = 0x2d;

/**
 * Appends the ids of the copies that splits and multicasts worked on to the row of `execution_steps`, and tells their number. An id that
 * begins with a dash continues the exchange's own, up to its last dash.
 */
export function putExchangeIds(batch: Batch, from: Fields): number {
  const to = batch.steps.columns.exchange_ids.of.data;
  const { seed } = batch;
  readFieldText(from, field.e, batchLimits.idBytes);
  seed.length = 0;
  putPlace(seed, from.text.from, from.text);
  const end = seed.bytes.subarray(0, seed.length).lastIndexOf(dash);
  if (end >= 0) seed.length = end;
  return eachText(from, { which: field.x, limit: batchLimits.subExchanges, limitBytes: batchLimits.idBytes }, (text) => {
    const continues = text.from.bytes[text.start] === dash;
    putVarint(to, text.end - text.start + (continues ? seed.length : 0));
    if (continues) putPlace(to, seed, { start: 0, end: seed.length });
    putPlace(to, text.from, text);
  });
}
