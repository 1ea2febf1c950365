import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type LogKind, logKinds, type LogLine } from "#schema/protocol/runner/v1/log-line";
import { isMissing, writeDurably } from "../disk/durable-file.ts";
import { cutTornLine, type LogSegments, openSegments, type SegmentLimits } from "./log-segments.ts";

const head = z.object({
  environmentId: z.string(),
  appId: z.string(),
  instance: z.string(),
  kind: z.enum(logKinds),
  deploymentId: z.string().nullable(),
  /** Bytes of the stream that the server has. */
  committedTo: z.number(),
  /** Where on disk the first byte lies that it has not. */
  segment: z.number(),
  position: z.number(),
});

export interface StreamOwner {
  readonly environmentId: string;
  readonly appId: string;
  readonly instance: string;
  readonly kind: LogKind;
  readonly deploymentId: string | null;
}

export const spoolLimits: SegmentLimits = { segmentBytes: 2 * 2 ** 20 };

/** How a stream takes its place among others. */
export interface SpoolSettings extends SegmentLimits {
  /** Called after it has grown by a segment. */
  readonly onGrown: (spool: LogSpool) => Promise<void>;
}

/** A stream of lines on disk, from which the server is sent what it has not got. */
export interface LogSpool {
  readonly streamId: string;
  readonly owner: StreamOwner;
  readonly committedTo: number;
  /** On disk, what the server has already and is not deleted yet included. */
  readonly totalBytes: number;
  /** All of the lines or, when it rejects, none. */
  append(lines: readonly LogLine[]): Promise<void>;
  /** The next bytes for the server, whole lines only; the same ones until `commit`. Empty when it has everything. */
  pending(): Promise<Uint8Array>;
  /** The server has everything before this offset. */
  commit(committedTo: number): Promise<void>;
  /** Gives up the older half of what waits; a line says how much that was. */
  dropMiddle(): Promise<void>;
  /** The last lines on disk, oldest first. */
  tail(count: number): Promise<LogLine[]>;
  delete(): Promise<void>;
}

export async function openSpool(folder: string, owner: StreamOwner, { segmentBytes, onGrown }: SpoolSettings): Promise<LogSpool> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await cutTornLine(folder);
  const headFile = path.join(folder, "head.json");
  const segments = await openSegments(folder, { segmentBytes });
  let at = await readHead(headFile, owner);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  /** An older head costs sending a segment again, of which the server takes nothing twice; a segment may go only when the head is past it. */
  const commit = async (committedTo: number): Promise<void> => {
    const next = advanced(segments, at, committedTo);
    if (next.segment !== at.segment) await writeDurably(headFile, JSON.stringify(next));
    at = next;
    await segments.removeBefore(at.segment);
  };
  await writeDurably(headFile, JSON.stringify(at));
  const spool: LogSpool = {
    streamId: path.basename(folder),
    owner,
    get committedTo() {
      return at.committedTo;
    },
    get totalBytes() {
      return segments.totalBytes;
    },
    async append(lines) {
      const hasGrown = await inTurn(() => segments.append(lines));
      if (hasGrown) await onGrown(spool);
    },
    pending: () => inTurn(async () => pendingBytes(segments, at)),
    commit: (committedTo) => inTurn(() => commit(committedTo)),
    dropMiddle: () => inTurn(async () => segments.dropMiddle(sending(segments, at))),
    tail: (count) => inTurn(() => segments.tail(count)),
    delete: () => inTurn(() => rm(folder, { recursive: true, force: true })),
  };
  return spool;
}

type Head = z.infer<typeof head>;

/** As many bytes further on as the server has more than it had. */
function advanced(segments: LogSegments, at: Head, committedTo: number): Head {
  let { segment, position } = at;
  let left = committedTo - at.committedTo;
  while (left > 0) {
    const rest = segments.sizeOf(segment) - position;
    const next = segments.numbers.find((number) => number > segment);
    if (left < rest || next === undefined) return { ...at, committedTo, segment, position: position + Math.min(left, rest) };
    left -= rest;
    segment = next;
    position = 0;
  }
  return { ...at, committedTo, segment, position };
}

/** The segment that the next bytes for the server are in. */
function sending(segments: LogSegments, { segment, position }: Head): number {
  const isSent = (number: number): boolean => segments.sizeOf(number) <= (number === segment ? position : 0);
  return segments.numbers.find((number) => number >= segment && !isSent(number)) ?? segment;
}

async function pendingBytes(segments: LogSegments, at: Head): Promise<Uint8Array> {
  const segment = sending(segments, at);
  return segments.read(segment, segment === at.segment ? at.position : 0);
}

/** Whose stream lies in a folder, or undefined when none does. */
export async function ownerOf(folder: string): Promise<StreamOwner | undefined> {
  try {
    return head.parse(JSON.parse(await readFile(path.join(folder, "head.json"), "utf8")));
  } catch {
    return undefined;
  }
}

async function readHead(file: string, owner: StreamOwner): Promise<Head> {
  try {
    return head.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return { ...owner, committedTo: 0, segment: 0, position: 0 };
  }
}
