import { batchLimits } from "#schema/protocol/v1/batch";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText } from "#server/ingest/native/lexicon";
import { putText, putUint64 } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted, word } from "#server/ingest/ndjson/batch";
import type { Members } from "#server/ingest/ndjson/read";
import { entries, integer, maxSafe, requiredText, text } from "#server/ingest/ndjson/read";
import { isSecretName, masked, sanitizeText } from "#server/ingest/sanitize";
import { clampedTime, clampMs, putTimedUuid } from "#server/ingest/time";

/** Stores a lifecycle event. Its id follows from the batch and the line. */
export function putEventLine(batch: Batch, members: Members): void {
  const to = batch.events.columns;
  const { header } = batch;
  const said = Math.trunc((header.t0 + integer(members["t"], "t", { min: -maxSafe, max: maxSafe })) / 1_000);
  const timeMs = Math.trunc(clampMs(said, batch.window));
  if (timeMs !== said) noteAdjusted(batch, "event", clampedTime);
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.instance, batch.owner.instance);
  putUint64(to.time.data, timeMs);
  putTimedUuid(to.event_id, timeMs, {
    high: header.boot % 0x4000_0000,
    low: Math.imul(header.seq, 0x9e3779b1) ^ batch.line,
    extra: Math.floor(header.boot / 0x4000_0000),
  });
  putKey(to.type, internText(batch.words, requiredText(members["ty"], "ty", batchLimits.idBytes)));
  putKey(to.route, word(batch, members["r"], "r"));
  const details = entries(members["d"], "d", batchLimits.mapEntries);
  for (const [name, value] of details) {
    putKey(to.detail.key, internText(batch.words, text(name, "d", batchLimits.idBytes)));
    putText(to.detail.value.data, isSecretName(name) ? masked : sanitizeText(text(value, "d", batchLimits.mapValueBytes)));
  }
  endRow(to.detail, details.length);
  batch.events.rows += 1;
}
