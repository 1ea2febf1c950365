import { appendFile, open, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { logLimits } from "#schema/protocol/runner/v1/limits";
import type { LogLine } from "#schema/protocol/runner/v1/log-line";

export interface SpoolLimits {
  readonly segmentBytes: number;
  /** Of what the server has not got yet; more makes a gap. */
  readonly pendingBytes: number;
}

/** The files of one stream, numbered in the order in which they were begun. */
export interface LogSegments {
  readonly numbers: readonly number[];
  sizeOf(segment: number): Promise<number>;
  append(lines: readonly LogLine[]): Promise<void>;
  /** Whole lines from a position on, as many as one upload takes. */
  read(segment: number, position: number): Promise<Uint8Array>;
  removeBefore(segment: number): Promise<void>;
  tail(count: number): Promise<LogLine[]>;
}

export async function openSegments(folder: string, limits: SpoolLimits): Promise<LogSegments> {
  let numbers = await segmentsIn(folder);
  const fileOf = (segment: number): string => path.join(folder, `${segment}.ndjson`);
  const sizeOf = async (segment: number): Promise<number> => ((await exists(fileOf(segment))) ? (await stat(fileOf(segment))).size : 0);
  const remove = async (segments: readonly number[]): Promise<void> => {
    for (const segment of segments) await rm(fileOf(segment), { force: true });
    numbers = numbers.filter((segment) => !segments.includes(segment));
  };
  /** The segment that is being sent stays: what was sent once must be sent again as it was. In place of what goes, a line says how much. */
  const dropOverflow = async (): Promise<void> => {
    const sizes = await Promise.all(numbers.map(sizeOf));
    const waiting = numbers.slice(1, -1);
    const dropped = waiting.slice(0, Math.ceil(waiting.length / 2));
    const last = dropped.at(-1);
    if (last === undefined || total(sizes) <= limits.pendingBytes) return;
    const gap: LogLine = { t: new Date().toISOString(), s: "x", l: "", gap: total(await Promise.all(dropped.map(sizeOf))) };
    await writeFile(fileOf(last), `${JSON.stringify(gap)}\n`, { mode: 0o600 });
    await remove(dropped.slice(0, -1));
  };
  return {
    get numbers() {
      return numbers;
    },
    sizeOf,
    async append(lines) {
      const last = numbers.at(-1) ?? 0;
      const isFull = (await sizeOf(last)) >= limits.segmentBytes;
      const target = isFull ? last + 1 : last;
      if (!numbers.includes(target)) numbers = [...numbers, target];
      await appendFile(fileOf(target), lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
      if (isFull) await dropOverflow();
    },
    read: (segment, position) => readLines(fileOf(segment), position),
    removeBefore: async (segment) => remove(numbers.filter((one) => one < segment)),
    tail: async (count) => lastLines(numbers.slice(-2).map(fileOf), count),
  };
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function segmentsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => name.endsWith(".ndjson"))
    .map((name) => Number.parseInt(name, 10))
    .toSorted((a, b) => a - b);
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** A line that a crash cut off in the middle is not sent before its end is there. */
async function readLines(file: string, position: number): Promise<Uint8Array> {
  if (!(await exists(file))) return new Uint8Array();
  const handle = await open(file, "r");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(logLimits.chunkBytes), 0, logLimits.chunkBytes, position);
    return buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1);
  } finally {
    await handle.close();
  }
}

async function lastLines(files: readonly string[], count: number): Promise<LogLine[]> {
  const texts = await Promise.all(files.map(async (file) => ((await exists(file)) ? readFile(file, "utf8") : "")));
  const lines = texts
    .join("")
    .split("\n")
    .filter((line) => line.endsWith("}"));
  return lines.slice(-count).map((line) => JSON.parse(line) as LogLine);
}
