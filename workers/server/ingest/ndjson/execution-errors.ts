import { batchLimits } from "#schema/protocol/v1/batch";
import { statusNumbers } from "#server/ingest/tables/executions";
import type { Fingerprint } from "#server/ingest/fingerprint";
import type { Batch } from "#server/ingest/ndjson/batch";
import { word } from "#server/ingest/ndjson/batch";
import type { Fields } from "#server/ingest/ndjson/fields";
import { field, fieldValue, has } from "#server/ingest/ndjson/fields";
import { integer, isObject, list, refuse, text } from "#server/ingest/ndjson/read";
import { sanitizeText } from "#server/ingest/sanitize";

export interface LineError {
  readonly step: number;
  /** numbers of texts in the lexicon */
  readonly errorClass: number;
  readonly deadLetter: number;
  readonly message: string;
  readonly stack: string;
  readonly fingerprint: Fingerprint | undefined;
  readonly handled: boolean;
}

const none: readonly LineError[] = [];

export function readErrors(batch: Batch, from: Fields, steps: number): readonly LineError[] {
  if (!has(from, field.err)) return none;
  return list(fieldValue(from, field.err), "err", batchLimits.errors).map((error) => {
    if (!isObject(error)) return refuse("an entry of err is not an object");
    return {
      step: integer(error["s"], "err.s", { min: -1, max: Math.max(steps - 1, -1), otherwise: -1 }),
      errorClass: word(batch, error["c"], "err.c"),
      deadLetter: word(batch, error["dl"], "err.dl"),
      message: sanitizeText(text(error["m"], "err.m", batchLimits.errorMessageBytes)),
      stack: sanitizeText(text(error["stk"], "err.stk", batchLimits.errorStackBytes)),
      fingerprint: fingerprint(text(error["fp"], "err.fp", 32)),
      handled: error["hd"] === 1,
    };
  });
}

function fingerprint(hex: string): Fingerprint | undefined {
  if (hex === "") return undefined;
  if (!/^[0-9a-fA-F]{16}$/.test(hex)) return refuse("err.fp is not 16 hex digits");
  return { high: Number.parseInt(hex.slice(0, 8), 16), low: Number.parseInt(hex.slice(8), 16) };
}

/** The error an exchange is known by: its last, and of a failed one its last that nobody handled. */
export function decisiveError(errors: readonly LineError[], status: number): LineError | undefined {
  const open = status === statusNumbers.failed ? errors.findLast((error) => !error.handled) : undefined;
  return open ?? errors.at(-1);
}
