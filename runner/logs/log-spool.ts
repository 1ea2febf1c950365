import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type LogKind, logKinds, type LogLine } from "#schema/protocol/runner/v1/log-line";
import { isMissing } from "../disk/durable-file.ts";
import { type LogSegments, openSegments, type SpoolLimits } from "./log-segments.ts";

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

export const spoolLimits: SpoolLimits = { segmentBytes: 4 * 2 ** 20, pendingBytes: 64 * 2 ** 20 };

/** A stream of lines on disk, from which the server is sent what it has not got. */
export interface LogSpool {
  readonly streamId: string;
  readonly owner: StreamOwner;
  readonly committedTo: number;
  append(lines: readonly LogLine[]): Promise<void>;
  /** The next bytes for the server, whole lines only; the same ones until `commit`. Empty when it has everything. */
  pending(): Promise<Uint8Array>;
  /** The server has everything before this offset. */
  commit(committedTo: number): Promise<void>;
  /** The last lines on disk, oldest first. */
  tail(count: number): Promise<LogLine[]>;
  delete(): Promise<void>;
}

export async function openSpool(folder: string, owner: StreamOwner, limits = spoolLimits): Promise<LogSpool> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const headFile = path.join(folder, "head.json");
  const segments = await openSegments(folder, limits);
  let at = await readHead(headFile, owner);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const commit = async (committedTo: number): Promise<void> => {
    at = await advanced(segments, at, committedTo);
    await writeFile(`${headFile}.new`, JSON.stringify(at), { mode: 0o600 });
    await rename(`${headFile}.new`, headFile);
    await segments.removeBefore(at.segment);
  };
  await inTurn(() => commit(at.committedTo));
  return {
    streamId: path.basename(folder),
    owner,
    get committedTo() {
      return at.committedTo;
    },
    append: (lines) => inTurn(() => segments.append(lines)),
    pending: () => inTurn(() => pendingBytes(segments, at)),
    commit: (committedTo) => inTurn(() => commit(committedTo)),
    tail: (count) => inTurn(() => segments.tail(count)),
    delete: () => inTurn(() => rm(folder, { recursive: true, force: true })),
  };
}

type Head = z.infer<typeof head>;

/** As many bytes further on as the server has more than it had. */
async function advanced(segments: LogSegments, at: Head, committedTo: number): Promise<Head> {
  let { segment, position } = at;
  let left = committedTo - at.committedTo;
  while (left > 0) {
    const rest = (await segments.sizeOf(segment)) - position;
    const next = segments.numbers.find((number) => number > segment);
    if (left < rest || next === undefined) return { ...at, committedTo, segment, position: position + Math.min(left, rest) };
    left -= rest;
    segment = next;
    position = 0;
  }
  return { ...at, committedTo, segment, position };
}

async function pendingBytes(segments: LogSegments, { segment, position }: Head): Promise<Uint8Array> {
  for (const number of segments.numbers.filter((one) => one >= segment)) {
    const bytes = await segments.read(number, number === segment ? position : 0);
    if (bytes.length > 0) return bytes;
  }
  return new Uint8Array();
}

/** Whose stream lies in a folder, or undefined when none does. */
export async function ownerOf(folder: string): Promise<StreamOwner | undefined> {
  try {
    return head.parse(JSON.parse(await readFile(path.join(folder, "head.json"), "utf8")));
  } catch {
    return undefined;
  }
}

async function readHead(file: string, owner: StreamOwner): Promise<z.infer<typeof head>> {
  try {
    return head.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return { ...owner, committedTo: 0, segment: 0, position: 0 };
  }
}
