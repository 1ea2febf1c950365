import { z } from "zod";
import type { TimeRange } from "#schema/contract/query/time";
import { invalid } from "#server/platform/time-range";

/** Where a page ended, and the range that the first page resolved: `now-24h` stays what it was while one reads on. */
export interface ExchangeCursor extends TimeRange {
  readonly startMicros: number;
  readonly executionId: string;
}

const micros = z.number().int().min(0);
const contents = z.tuple([micros, z.uuid(), micros, micros]);

export function writeCursor({ startMicros, executionId, fromMicros, toMicros }: ExchangeCursor): string {
  return btoa(JSON.stringify([startMicros, executionId, fromMicros, toMicros]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Throws a `Problem` when the text is not a cursor of ours. */
export function readCursor(text: string): ExchangeCursor {
  try {
    const [startMicros, executionId, fromMicros, toMicros] = contents.parse(
      JSON.parse(atob(text.replaceAll("-", "+").replaceAll("_", "/"))),
    );
    return { startMicros, executionId, fromMicros, toMicros };
  } catch {
    throw invalid({ pointer: "/query/cursor", detail: "This cursor did not come from an earlier page." });
  }
}
