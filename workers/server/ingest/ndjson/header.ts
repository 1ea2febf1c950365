import type { BatchHeader } from "#schema/protocol/v1/batch";
import { batchLimits } from "#schema/protocol/v1/batch";
import { cutToBytes } from "#server/ingest/cut";
import { integer, isObject, list, maxSafe, refuse, requiredText, text } from "#server/ingest/ndjson/read";
import { sanitizeText } from "#server/ingest/sanitize";

/** Checks line 1. Throws `RefusedLine`: without its header nothing of a batch can be understood. */
export function readHeader(line: unknown): BatchHeader {
  if (!isObject(line)) return refuse("the first line is not a header");
  if (line["v"] !== 1) refuse("v is not 1: this server speaks protocol version 1");
  const id = batchLimits.idBytes;
  return {
    v: 1,
    agent: requiredText(line["agent"], "agent", id),
    inst: requiredText(line["inst"], "inst", id),
    boot: integer(line["boot"], "boot", { min: 0, max: maxSafe }),
    seq: integer(line["seq"], "seq", { min: 0, max: maxSafe }),
    ch: text(line["ch"], "ch", id),
    t0: integer(line["t0"], "t0", { min: 0, max: maxSafe }),
    sent: integer(line["sent"], "sent", { min: 0, max: maxSafe, otherwise: 0 }),
    app: requiredText(line["app"], "app", id),
    env: requiredText(line["env"], "env", id),
    dep: text(line["dep"], "dep", id),
    camel: text(line["camel"], "camel", id),
    win: line["win"] === 1 ? 1 : 0,
    D: list(line["D"] ?? [], "D", batchLimits.dictionaryEntries).map(entry),
  };
}

function entry(value: unknown): string {
  if (typeof value !== "string") return refuse("an entry of D is not a text");
  return cutToBytes(sanitizeText(value), batchLimits.dictionaryTextBytes);
}
