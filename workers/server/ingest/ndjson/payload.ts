import { batchLimits, payloadPhases } from "#schema/protocol/v1/batch";
import { putUuid, uuidMs } from "#server/ingest/hex";
import type { DictionaryColumn, MapColumn, TextColumn } from "#server/ingest/native/columns";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText } from "#server/ingest/native/lexicon";
import { putText, putUint32, putUint64, putUint8 } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted, word } from "#server/ingest/ndjson/batch";
import type { Members } from "#server/ingest/ndjson/read";
import { integer, isObject, list, maxSafe, refuse, requiredText, text } from "#server/ingest/ndjson/read";
import { isSecretName, masked, sanitizeText } from "#server/ingest/sanitize";
import { clampedTime, clampMs } from "#server/ingest/time";

/** Stores a payload line. */
export function putPayload(batch: Batch, members: Members): void {
  const to = batch.payloads.columns;
  const id = requiredText(members["x"], "x", batchLimits.idBytes).toLowerCase();
  const startMs = uuidMs(id);
  if (Number.isNaN(startMs) || !putUuid(to.execution_id, id)) refuse("x is not an execution id");
  const kept = Math.trunc(clampMs(startMs, batch.window));
  if (kept !== startMs) noteAdjusted(batch, "payload", clampedTime);
  putKey(to.environment, batch.owner.environment);
  putKey(to.app, batch.owner.app);
  putKey(to.route, word(batch, members["r"], "r"));
  putUint64(to.start_time.data, kept * 1_000);
  putUint32(to.step.data, integer(members["s"], "s", { min: -1, max: batchLimits.steps }));
  putUint8(to.phase.data, integer(members["ph"], "ph", { min: 0, max: payloadPhases.length - 1 }));
  putKey(to.node, word(batch, members["n"], "n"));
  putBody(batch, members);
  putMap(batch, to.headers, members["h"]);
  putMap(batch, to.properties, members["P"]);
  putMap(batch, to.variables, members["V"]);
  for (const [column, name] of [
    [to.removed, "rm"],
    [to.redacted, "R"],
  ] as const) {
    const names = list(members[name], name, batchLimits.mapEntries * 4);
    for (const entry of names) putKey(column.of, internText(batch.words, text(entry, name, batchLimits.idBytes)));
    endRow(column, names.length);
  }
  batch.payloads.rows += 1;
}

function putBody(batch: Batch, members: Members): void {
  const to = batch.payloads.columns;
  const said = members["b"];
  const body = text(said, "b", batchLimits.bodyBytes);
  const cut = typeof said === "string" && body.length < said.length;
  const blob = text(members["ref"], "ref", batchLimits.idBytes);
  if (!/^([0-9a-f]{64})?$/.test(blob)) refuse("ref is not the SHA-256 of a blob in hex");
  putKey(to.body_type, internText(batch.words, text(members["bt"], "bt", batchLimits.idBytes)));
  putUint64(to.body_bytes.data, integer(members["bl"], "bl", { min: 0, max: maxSafe, otherwise: body.length }));
  putText(to.body_hash.data, text(members["bh"], "bh", batchLimits.idBytes));
  putUint8(to.body_truncated.data, members["tr"] === 1 || cut ? 1 : 0);
  putText(to.body_blob.data, blob);
  putText(to.body.data, body);
}

function putMap(batch: Batch, to: MapColumn<DictionaryColumn, TextColumn>, value: unknown): void {
  if (value !== undefined && value !== null && !isObject(value)) refuse("headers, properties and variables must be objects");
  let count = 0;
  for (const name in value ?? {}) {
    if (count === batchLimits.mapEntries) {
      noteAdjusted(batch, "payload", `headers, properties or variables above the limit of ${batchLimits.mapEntries} were left out`);
      break;
    }
    count += 1;
    const content = text((value as Members)[name], "a header, property or variable", batchLimits.mapValueBytes);
    putKey(to.key, internText(batch.words, text(name, "name", batchLimits.idBytes)));
    putText(to.value.data, isSecretName(name) ? masked : sanitizeText(content));
  }
  endRow(to, count);
}
