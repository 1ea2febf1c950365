import { batchLimits } from "#schema/protocol/v1/batch";
import { cutToBytes } from "#server/ingest/cut";
import { putHex, putUuid } from "#server/ingest/hex";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText } from "#server/ingest/native/lexicon";
import { putText, putUint64, putUint8 } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted, word } from "#server/ingest/ndjson/batch";
import type { Members } from "#server/ingest/ndjson/read";
import { entries, integer, maxSafe, refuse, text } from "#server/ingest/ndjson/read";
import { isSecretName, masked, sanitizeText } from "#server/ingest/sanitize";
import { levelOfSeverity, logSources } from "#server/ingest/tables/logs";
import { clampedTime, clampMs } from "#server/ingest/time";

/** Stores a log line. */
export function putLogLine(batch: Batch, members: Members): void {
  const to = batch.logs.columns;
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.instance, batch.owner.instance);
  putUint8(to.source.data, logSources.agent);
  putTime(batch, members);
  putUint64(to.sequence.data, integer(members["q"], "q", { min: 0, max: maxSafe, otherwise: batch.line }));
  putUint8(to.level.data, levelOfSeverity(integer(members["lv"], "lv", { min: 0, max: 24, otherwise: 0 })));
  putKey(to.logger, word(batch, members["lg"], "lg"));
  putKey(to.thread, word(batch, members["th"], "th"));
  if (typeof members["m"] !== "string") refuse("m is not a text");
  const message = sanitizeText(members["m"]);
  putText(to.message.data, cutToBytes(message, batchLimits.logMessageBytes));
  putText(to.exception.data, sanitizeText(text(members["ex"], "ex", batchLimits.errorStackBytes)));
  putText(to.exchange_id.data, text(members["e"], "e", batchLimits.idBytes));
  if (!putUuid(to.execution_id, text(members["x"], "x", batchLimits.idBytes))) refuse("x is not an execution id");
  putKey(to.route, word(batch, members["r"], "r"));
  putKey(to.node, word(batch, members["n"], "n"));
  if (!putHex(to.trace_id, text(members["tr"], "tr", batchLimits.idBytes), 16)) refuse("tr is not 32 hex digits");
  if (!putHex(to.span_id, text(members["sp"], "sp", batchLimits.idBytes), 8)) refuse("sp is not 16 hex digits");
  const mdc = entries(members["mdc"], "mdc", batchLimits.mapEntries);
  for (const [name, value] of mdc) {
    putKey(to.attributes.key, internText(batch.words, text(name, "mdc", batchLimits.idBytes)));
    putText(to.attributes.value.data, isSecretName(name) ? masked : sanitizeText(text(value, "mdc", batchLimits.mapValueBytes)));
  }
  endRow(to.attributes, mdc.length);
  batch.logs.rows += 1;
}

function putTime(batch: Batch, members: Members): void {
  const { time } = batch.logs.columns;
  const us = batch.header.t0 + integer(members["t"], "t", { min: -maxSafe, max: maxSafe });
  const ns = integer(members["ns"], "ns", { min: 0, max: 999, otherwise: 0 });
  const kept = clampMs(us / 1_000, batch.window);
  const adjusted = Math.abs(kept * 1_000 - us) >= 1;
  if (adjusted) noteAdjusted(batch, "log", clampedTime);
  const exact = BigInt(adjusted ? Math.trunc(kept * 1_000) : us) * 1_000n + BigInt(ns);
  putUint64(time.data, 0);
  time.data.view.setBigUint64(time.data.length - 8, exact, true);
}
