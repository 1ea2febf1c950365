import { appendFile, open, readdir, readFile, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { logLimits } from "#schema/protocol/runner/v1/limits";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";
import { isoOf, systemClock } from "../clock.ts";

export interface SegmentLimits {
  /** A segment that has reached this size is followed by another one. */
  readonly segmentBytes: number;
}

/** The files of one stream, numbered in the order in which they were begun. */
export interface LogSegments {
  readonly numbers: readonly number[];
  /** Of all of them together. */
  readonly totalBytes: number;
  sizeOf(segment: number): number;
  /** All of the lines or, when it rejects, none; whether a segment was begun. */
  append(lines: readonly LogLine[]): Promise<boolean>;
  /** Whole lines from a position on, as many as one upload takes. */
  read(segment: number, position: number): Promise<Uint8Array>;
  removeBefore(segment: number): Promise<void>;
  /** Puts a line that says how much was lost in place of the older half of what is neither being sent (`sending`) nor being written. */
  dropMiddle(sending: number): Promise<void>;
  tail(count: number): Promise<LogLine[]>;
}

export async function openSegments(folder: string, { segmentBytes }: SegmentLimits): Promise<LogSegments> {
  const fileOf = (segment: number): string => path.join(folder, `${segment}.ndjson`);
  const sizes = new Map<number, number>();
  for (const segment of await segmentsIn(folder)) sizes.set(segment, (await stat(fileOf(segment))).size);
  const sizeOf = (segment: number): number => sizes.get(segment) ?? 0;
  const numbers = (): number[] => [...sizes.keys()];
  const remove = async (segments: readonly number[]): Promise<void> => {
    for (const segment of segments) {
      await rm(fileOf(segment), { force: true });
      sizes.delete(segment);
    }
  };
  return {
    get numbers() {
      return numbers();
    },
    get totalBytes() {
      return sum([...sizes.values()]);
    },
    sizeOf,
    async append(lines) {
      const last = numbers().at(-1) ?? 0;
      const isFull = sizeOf(last) >= segmentBytes;
      const target = isFull ? last + 1 : last;
      const bytes = Buffer.from(lines.map(textOf).join(""));
      try {
        await appendFile(fileOf(target), bytes, { mode: 0o600 });
      } catch (error) {
        await truncate(fileOf(target), sizeOf(target)).catch(() => undefined);
        throw error;
      }
      sizes.set(target, sizeOf(target) + bytes.length);
      return isFull;
    },
    read: async (segment, position) => readLines(fileOf(segment), position, sizeOf(segment)),
    removeBefore: async (segment) => remove(numbers().filter((one) => one < segment)),
    async dropMiddle(sending) {
      const waiting = numbers().filter((segment) => segment > sending && segment !== numbers().at(-1));
      const dropped = waiting.slice(0, Math.ceil(waiting.length / 2));
      const last = dropped.at(-1);
      if (last === undefined) return;
      const lost = await Promise.all(dropped.map(async (segment) => lostWith(fileOf(segment), sizeOf(segment))));
      sizes.set(last, await putGap(fileOf(last), sum(lost)));
      await remove(dropped.slice(0, -1));
    },
    tail: async (count) => lastLines(numbers().slice(-2).map(fileOf), count),
  };
}

function textOf(line: LogLine): string {
  return `${JSON.stringify(line)}\n`;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

async function segmentsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(".ndjson"))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((a, b) => a - b);
}

/** A crash in the middle of writing leaves the beginning of a line, to which nothing may be joined. For the one process that writes. */
export async function cutTornLine(folder: string): Promise<void> {
  const last = (await segmentsIn(folder)).at(-1);
  if (last === undefined) return;
  const file = path.join(folder, `${last}.ndjson`);
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf("\n") + 1;
  if (end < bytes.length) await truncate(file, end);
}

async function readLines(file: string, position: number, sizeBytes: number): Promise<Uint8Array> {
  const length = Math.min(logLimits.chunkBytes, sizeBytes - position);
  if (length <= 0) return new Uint8Array();
  const handle = await open(file, "r");
  try {
    // What the server has must not change, not even by a power cut.
    await handle.datasync();
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1);
  } finally {
    await handle.close();
  }
}

const longestGapLineBytes = 256;

/** What is lost with a segment; one that stands for an earlier loss counts as what it stands for. */
async function lostWith(file: string, sizeBytes: number): Promise<number> {
  if (sizeBytes > longestGapLineBytes) return sizeBytes;
  const lines = await lastLines([file], 1);
  return lines[0]?.gap ?? sizeBytes;
}

/** In place of a file; its size from then on. */
async function putGap(file: string, lostBytes: number): Promise<number> {
  const text = textOf({ t: isoOf(systemClock.nowMs()), s: "x", l: "", gap: lostBytes });
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return Buffer.byteLength(text);
}

async function lastLines(files: readonly string[], count: number): Promise<LogLine[]> {
  const texts = await Promise.all(files.map(async (file) => readFile(file, "utf8").catch(() => "")));
  const lines = texts
    .join("")
    .split("\n")
    .filter((line) => line.endsWith("}"));
  return lines.slice(-count).map((line) => JSON.parse(line) as LogLine);
}
