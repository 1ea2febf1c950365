import { readdir } from "node:fs/promises";
import path from "node:path";
import { isMissing } from "../disk/durable-file.ts";
import { type LogSpool, openSpool, ownerOf, type StreamOwner } from "./log-spool.ts";

/** Every stream of this host. */
export interface LogStreams {
  readonly all: () => readonly LogSpool[];
  open(streamId: string, owner: StreamOwner): Promise<LogSpool>;
  /** Nothing more will be appended; it is deleted once the server has it. */
  finish(streamId: string): void;
  forget(streamId: string): Promise<void>;
  isFinished(streamId: string): boolean;
}

export async function openLogStreams(folder: string): Promise<LogStreams> {
  const spools = new Map<string, LogSpool>();
  const opening = new Map<string, Promise<LogSpool>>();
  const finished = new Set<string>();
  const open = async (streamId: string, owner: StreamOwner): Promise<LogSpool> => {
    const begun = opening.get(streamId) ?? openSpool(path.join(folder, streamId), owner);
    opening.set(streamId, begun);
    const spool = await begun;
    spools.set(streamId, spool);
    return spool;
  };
  for (const streamId of await foldersIn(folder)) {
    const owner = await ownerOf(path.join(folder, streamId));
    if (owner === undefined) continue;
    await open(streamId, owner);
    // What another process began is gone on with by whoever opens it again; if nobody does, this is all of it.
    finished.add(streamId);
  }
  return {
    all: () => [...spools.values()],
    async open(streamId, owner) {
      finished.delete(streamId);
      return open(streamId, owner);
    },
    finish: (streamId) => void finished.add(streamId),
    isFinished: (streamId) => finished.has(streamId),
    async forget(streamId) {
      await spools.get(streamId)?.delete();
      spools.delete(streamId);
      opening.delete(streamId);
      finished.delete(streamId);
    },
  };
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
