import { logLimits } from "#schema/protocol/runner/v1/limits";
import { logLine } from "#schema/protocol/runner/v1/log-line";
import { cutToBytes } from "#server/ingest/cut";
import type { StoredLine } from "#server/ingest/tables/container-logs";

/** Bytes of a stream from an offset on. Ends with a line feed, or is empty. */
export interface Chunk {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

const lineFeed = 0x0a;

/** Whole lines only: what comes after the last line feed is left for the next upload. */
export function wholeLines({ offset, bytes }: Chunk): Chunk {
  return { offset, bytes: bytes.subarray(0, bytes.lastIndexOf(lineFeed) + 1) };
}

/** The part from a later offset on, or undefined when that is not where a line begins. */
export function from({ offset, bytes }: Chunk, later: number): Chunk | undefined {
  const skipped = later - offset;
  if (skipped === 0) return { offset, bytes };
  if (skipped > bytes.length) return { offset: later, bytes: new Uint8Array() };
  return bytes[skipped - 1] === lineFeed ? { offset: later, bytes: bytes.subarray(skipped) } : undefined;
}

export function endOf({ offset, bytes }: Chunk): number {
  return offset + bytes.length;
}

const sources = { o: "stdout", e: "stderr", x: "runner" } as const;
const dayMs = 86_400_000;

/** A line that is none is kept as it is, in the name of the runner: nothing that was uploaded is lost. */
export function linesOf({ offset, bytes }: Chunk, nowMs: number): StoredLine[] {
  const decoder = new TextDecoder();
  const lines: StoredLine[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(lineFeed, start);
    lines.push(lineOf(decoder.decode(bytes.subarray(start, end)), { offset: offset + start, nowMs }));
    start = end + 1;
  }
  return lines;
}

function lineOf(written: string, { offset, nowMs }: { readonly offset: number; readonly nowMs: number }): StoredLine {
  const line = logLine.safeParse(jsonOf(written)).data;
  if (line === undefined) {
    return { offset, nanos: BigInt(nowMs) * 1_000_000n, source: "runner", text: cutToBytes(written, logLimits.lineBytes), droppedBytes: 0 };
  }
  const text = cutToBytes(line.l, logLimits.lineBytes);
  return { offset, nanos: nanosOf(line.t, nowMs), source: sources[line.s], text, droppedBytes: line.gap ?? 0 };
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** Kept within what the store keeps, whatever a host's clock says. */
function nanosOf(time: string, nowMs: number): bigint {
  const [seconds = "", fraction = ""] = time.slice(0, -1).split(".");
  const ms = Date.parse(`${seconds}Z`);
  const kept = Math.min(Math.max(ms, nowMs - 29 * dayMs), nowMs + 300_000);
  return kept === ms ? BigInt(ms) * 1_000_000n + BigInt(fraction.padEnd(9, "0")) : BigInt(kept) * 1_000_000n;
}
