import { rename, rm } from "node:fs/promises";
import { rotateRunnerKeys } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import type { StateFolder } from "../disk/state-folder.ts";
import { type HostKeys, newHostKeys, readHostKeys, signHandover, writeHostKeys } from "./host-keys.ts";
import type { RunnerCall } from "./runner-call.ts";

export interface Rotation {
  readonly send: RunnerCall;
  readonly folder: StateFolder;
  readonly runnerId: string;
  readonly epoch: number;
}

/**
 * Hands over to new keys. They are on disk before the server takes them, so that neither side can be left with keys the other does not
 * know; keys that a crash left behind are handed over again.
 */
export async function rotateKeys({ send, folder, runnerId, epoch }: Rotation, present: HostKeys): Promise<HostKeys> {
  const next = (await readHostKeys(folder.nextKeys)) ?? (await newHostKeys(present));
  await writeHostKeys(folder.nextKeys, next);
  const proof = await signHandover(present, runnerId, next.publicKeys);
  await send(rotateRunnerKeys, { body: { epoch, keys: next.publicKeys, proof } });
  await rename(folder.nextKeys, folder.keys);
  return next;
}

/**
 * Which keys count after a crash in a rotation: `probe` is asked with the new ones; when the server does not know them, they are thrown away.
 */
export async function settleRotation(folder: StateFolder, probe: (keys: HostKeys) => Promise<void>): Promise<void> {
  const next = await readHostKeys(folder.nextKeys);
  if (next === undefined) return;
  try {
    await probe(next);
    await rename(folder.nextKeys, folder.keys);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "unauthenticated") throw error;
    await rm(folder.nextKeys);
  }
}
