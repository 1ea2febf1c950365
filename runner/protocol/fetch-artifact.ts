import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { getRunnerArtifact } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import type { RunnerClock } from "../clock.ts";
import { flushFolder, isMissing } from "../disk/durable-file.ts";
import type { RunnerCall } from "./runner-call.ts";

export type Fetched =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: "artifact-unavailable" | "checksum-mismatch" | "disk"; readonly message: string };

export interface Fetching {
  readonly send: RunnerCall;
  readonly folder: string;
  readonly clock: RunnerClock;
  readonly onProgress: (bytes: number) => void;
}

const tries = 5;

/** Brings the artifact into the store, where it lies under its digest, complete and checked or not at all. What a crash cut off is gone on with. */
export async function fetchArtifact(fetching: Fetching, sha256: string, signal: AbortSignal): Promise<Fetched> {
  const file = path.join(fetching.folder, `${sha256}.jar`);
  if (await isThere(file)) return { ok: true, path: file };
  await mkdir(fetching.folder, { recursive: true, mode: 0o700 });
  let failure: Fetched = { ok: false, why: "artifact-unavailable", message: "The server did not hand it out." };
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const part = `${file}.part`;
    const outcome = await tryOnce(fetching, { sha256, part, signal });
    if (outcome === undefined) {
      await rename(part, file);
      await flushFolder(fetching.folder);
      return { ok: true, path: file };
    }
    failure = outcome;
    if (outcome.why !== "artifact-unavailable") await rm(part, { force: true });
    if (attempt < tries) await fetching.clock.sleep(1_000 * 2 ** (attempt - 1), signal);
  }
  return failure;
}

interface Attempt {
  readonly sha256: string;
  readonly part: string;
  readonly signal: AbortSignal;
}

type Failed = Extract<Fetched, { ok: false }>;

async function tryOnce(fetching: Fetching, attempt: Attempt): Promise<Failed | undefined> {
  try {
    const digest = await download(fetching, attempt);
    if (digest === attempt.sha256) return undefined;
    return { ok: false, why: "checksum-mismatch", message: "What arrived is not what was announced; its digest differs." };
  } catch (error) {
    attempt.signal.throwIfAborted();
    const noSpace = error instanceof Error && "code" in error && error.code === "ENOSPC";
    if (noSpace) return { ok: false, why: "disk", message: "The host's disk is full: free some space and deploy again." };
    // What is here may be longer than the whole: a range beyond its end is refused without words.
    if (error instanceof Problem && error.code === "unexpected") await rm(attempt.part, { force: true });
    const reason = error instanceof Problem ? error.message : "The connection broke off.";
    return { ok: false, why: "artifact-unavailable", message: `The artifact could not be fetched: ${reason}` };
  }
}

async function download({ send, onProgress }: Fetching, { sha256, part, signal }: Attempt): Promise<string> {
  const hash = createHash("sha256");
  const had = await hashed(part, hash);
  // A crash may have come after the last byte.
  if (had > 0 && hash.copy().digest("hex") === sha256) return sha256;
  const headers = had === 0 ? {} : { range: `bytes=${had}-`, "if-range": `"${sha256}"` };
  const response = await send(getRunnerArtifact, { params: { sha256 } }, { signal, headers });
  const continues = response.status === 206;
  const target = await open(part, continues ? "a" : "w", 0o600);
  const whole = continues ? hash : createHash("sha256");
  let bytes = continues ? had : 0;
  try {
    for await (const chunk of response.body ?? []) {
      whole.update(chunk);
      await target.writeFile(chunk);
      bytes += chunk.byteLength;
      onProgress(bytes);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return whole.digest("hex");
}

/** Feeds what is there already to the hash; how many bytes that was. */
async function hashed(part: string, hash: Hash): Promise<number> {
  if (!(await isThere(part))) return 0;
  let bytes = 0;
  for await (const chunk of createReadStream(part) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return bytes;
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
