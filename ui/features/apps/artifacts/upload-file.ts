import { completeUpload, createUpload, deleteUpload } from "#schema/contract/artifacts";
import { putPart } from "#ui/features/apps/artifacts/put-part.ts";
import type { Artifact } from "#ui/features/apps/queries/artifacts.ts";
import { request } from "#ui/lib/api.ts";

export interface Progress {
  readonly phase: "hashing" | "sending" | "inspecting";
  readonly sentBytes: number;
  readonly totalBytes: number;
}

interface UploadOptions {
  readonly appId: string;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

const partsAtOnce = 3;
const attempts = 4;
/** The digest lets the server find an unfinished upload of the same file. Larger files would not fit into a page's memory twice. */
const mostHashedBytes = 256 * 1024 * 1024;

/** Sends a file in parts, going on where an earlier attempt stopped. Rejects with an `AbortError` when it was given up. */
export async function uploadFile({ appId, file, signal, onProgress }: UploadOptions): Promise<Artifact> {
  const report = (phase: Progress["phase"], sentBytes: number) => onProgress({ phase, sentBytes, totalBytes: file.size });
  report("hashing", 0);
  const sha256 = await digestOf(file);
  const body = { fileName: file.name, sizeBytes: file.size, ...(sha256 !== undefined && { sha256 }) };
  const upload = await request(createUpload, { params: { id: appId }, body }, signal);
  const sent = new Map(upload.received.map((number) => [number, sizeOf(number)]));
  const tell = () =>
    report(
      "sending",
      [...sent.values()].reduce((sum, bytes) => sum + bytes, 0),
    );
  const waiting = Array.from({ length: upload.parts }, (_, index) => index + 1).filter((number) => !sent.has(number));
  tell();
  try {
    await Promise.all(Array.from({ length: partsAtOnce }, sendParts));
  } catch (error) {
    if (signal.aborted) await request(deleteUpload, { params: { id: upload.id } }).catch(() => undefined);
    throw error;
  }
  report("inspecting", file.size);
  return request(completeUpload, { params: { id: upload.id } }, signal);

  function sizeOf(number: number): number {
    return Math.min(upload.partBytes, file.size - (number - 1) * upload.partBytes);
  }

  async function sendParts(): Promise<void> {
    for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) await sendPart(number);
  }

  async function sendPart(number: number): Promise<void> {
    const start = (number - 1) * upload.partBytes;
    const bytes = file.slice(start, start + upload.partBytes);
    const onSent = (count: number) => {
      sent.set(number, count);
      tell();
    };
    for (let attempt = 1; ; attempt++) {
      try {
        return await putPart({ uploadId: upload.id, number, bytes, signal, onSent });
      } catch (error) {
        if (signal.aborted || attempt === attempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt));
      }
    }
  }
}

async function digestOf(file: File): Promise<string | undefined> {
  if (!isSecureContext || file.size > mostHashedBytes) return undefined;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
