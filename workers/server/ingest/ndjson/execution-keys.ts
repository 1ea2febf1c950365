import { batchLimits } from "#schema/protocol/v1/batch";
import { endRow, putKey } from "#server/ingest/native/columns";
import { internText } from "#server/ingest/native/lexicon";
import { putPrefixed, putText } from "#server/ingest/native/sink";
import type { Batch } from "#server/ingest/ndjson/batch";
import { noteAdjusted } from "#server/ingest/ndjson/batch";
import type { Line } from "#server/ingest/ndjson/execution";
import { isObject, list, refuse, requiredText, text } from "#server/ingest/ndjson/read";
import { isSecretName, masked, sanitizeText } from "#server/ingest/sanitize";

const maxExchangeIds = 256;

/** Appends the promoted attributes, and what the exchange can be looked up by. */
export function putExecutionKeys(batch: Batch, line: Line): void {
  const { attributes, keys } = batch.executions.columns;
  let count = 0;
  if (line.exchangeId !== "") {
    putPrefixed(keys.of.data, "x:", line.exchangeId);
    count += 1;
  }
  const subExchanges = Math.min(line.steps.exchangeIds.length, maxExchangeIds);
  for (let i = 0; i < subExchanges; i += 1) putPrefixed(keys.of.data, "x:", line.steps.exchangeIds[i] ?? "");
  count += subExchanges;
  const correlations = list(line.members["c"], "c", batchLimits.keys);
  for (const correlation of correlations) putPrefixed(keys.of.data, "c:", requiredText(correlation, "c", batchLimits.idBytes));
  count += correlations.length;

  const promoted = readAttributes(batch, line.members["a"]);
  for (const [name, value] of promoted) {
    putKey(attributes.key, internText(batch.words, name));
    putText(attributes.value.data, value);
    putText(keys.of.data, `a:${name}=${value}`);
  }
  endRow(attributes, promoted.length);
  endRow(keys, count + promoted.length);
}

function readAttributes(batch: Batch, value: unknown): [string, string][] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return refuse("a is not an object");
  const found: [string, string][] = [];
  for (const name in value) {
    if (found.length === batchLimits.attributes) {
      noteAdjusted(batch, "execution", `attributes above the limit of ${batchLimits.attributes} were left out`);
      break;
    }
    const content = text(value[name], "a", batchLimits.attributeBytes);
    found.push([text(name, "a", batchLimits.attributeBytes), isSecretName(name) ? masked : sanitizeText(content)]);
  }
  return found;
}
