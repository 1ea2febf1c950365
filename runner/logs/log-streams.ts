import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../disk/durable-file.ts";
import { keepWithin, logQuota } from "./log-quota.ts";
import { type LogSpool, openSpool, ownerOf, spoolLimits, type StreamOwner } from "./log-spool.ts";

/** Every stream of this host. Whoever writes knows a stream by its subject; the server gets an id that is never used twice. */
export interface LogStreams {
  readonly all: () => readonly LogSpool[];
  /** Goes on with the stream of that subject, or begins one. */
  open(subject: string, owner: StreamOwner): Promise<LogSpool>;
  /** Nothing more will be appended; it is deleted once the server has it. */
  finish(subject: string): void;
  isFinished(spool: LogSpool): boolean;
  forget(spool: LogSpool): Promise<void>;
}

const usualLimits = { ...spoolLimits, ...logQuota };

export async function openLogStreams(folder: string, limits = usualLimits): Promise<LogStreams> {
  const opened = new Map<string, Promise<LogSpool>>();
  const spools = new Map<string, LogSpool>();
  const finished = new Set<string>();
  const keepRoom = async (grown: LogSpool): Promise<void> => keepWithin(limits, grown, [...spools.values()]);
  const remember = async (streamId: string, owner: StreamOwner): Promise<LogSpool> => {
    const spool = await openSpool(path.join(folder, streamId), owner, { segmentBytes: limits.segmentBytes, onGrown: keepRoom });
    spools.set(subjectOf(streamId), spool);
    return spool;
  };
  const begin = async (subject: string, owner: StreamOwner): Promise<LogSpool> => {
    const streamId = `${subject}.${randomBytes(4).toString("hex")}`;
    try {
      return await remember(streamId, owner);
    } catch (error) {
      opened.delete(subject);
      await rm(path.join(folder, streamId), { recursive: true, force: true });
      throw error;
    }
  };
  for (const streamId of await foldersIn(folder)) {
    const owner = await ownerOf(path.join(folder, streamId));
    if (owner === undefined) continue;
    opened.set(subjectOf(streamId), remember(streamId, owner));
  }
  await Promise.all(opened.values());
  return {
    all: () => [...spools.values()],
    async open(subject, owner) {
      finished.delete(subject);
      const spool = opened.get(subject) ?? begin(subject, owner);
      opened.set(subject, spool);
      return spool;
    },
    finish: (subject) => void finished.add(subject),
    isFinished: ({ streamId }) => finished.has(subjectOf(streamId)),
    async forget(spool) {
      const subject = subjectOf(spool.streamId);
      opened.delete(subject);
      spools.delete(subject);
      finished.delete(subject);
      await spool.delete();
    },
  };
}

export function subjectOf(streamId: string): string {
  return streamId.slice(0, streamId.lastIndexOf("."));
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
