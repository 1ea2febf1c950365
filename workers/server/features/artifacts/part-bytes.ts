import { Problem } from "#schema/problems";
import type { ByteSource } from "#server/features/artifacts/inspection/byte-source";
import type { Part } from "#server/features/artifacts/parts.store";
import type { Blobs, ByteRange } from "#server/platform/blobs";

/** Where a tenant's parts lie. Apart from message bodies, whose keys are digests. */
export function partKey(tenant: string, blob: string): string {
  return `${tenant}-${blob}`;
}

export interface StoredParts {
  readonly blobs: Blobs;
  readonly tenant: string;
  readonly parts: readonly Part[];
}

export function sizeOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** Each part that a range touches, with the range within it. */
function* touched(parts: readonly Part[], { offset, length }: ByteRange): Generator<{ part: Part; within: ByteRange }> {
  let partAt = 0;
  for (const part of parts) {
    const start = Math.max(offset, partAt);
    const end = Math.min(offset + length, partAt + part.sizeBytes);
    if (start < end) yield { part, within: { offset: start - partAt, length: end - start } };
    partAt += part.sizeBytes;
  }
}

async function bodyOf({ blobs, tenant }: StoredParts, { blob, sha256 }: Part, range?: ByteRange): Promise<Response> {
  const response = await blobs.get(partKey(tenant, blob), range);
  if (response === undefined) throw new Problem("store-unavailable", { cause: `the part ${sha256} is gone` });
  return response;
}

/** The bytes of a range, one part after the other, never more of them in memory than the reader has asked for. */
export function streamOf(stored: StoredParts, range: ByteRange): ReadableStream<Uint8Array> {
  const pieces = touched(stored.parts, range);
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  return new ReadableStream({
    pull: async (controller) => {
      for (;;) {
        if (reader === undefined) {
          const next = pieces.next();
          if (next.done === true) return controller.close();
          const { body } = await bodyOf(stored, next.value.part, next.value.within);
          reader = body?.getReader();
        }
        const chunk = await reader?.read();
        if (chunk?.value !== undefined) return controller.enqueue(chunk.value);
        reader = undefined;
      }
    },
    cancel: (reason) => reader?.cancel(reason),
  });
}

const keptParts = 3;

/** Reads anywhere; the parts read last stay in memory, since what one looks for in a JAR lies close together. */
export function sourceOf(stored: StoredParts): ByteSource {
  const kept = new Map<string, Uint8Array>();
  const wholeOf = async (part: Part): Promise<Uint8Array> => {
    const bytes = kept.get(part.sha256) ?? new Uint8Array(await (await bodyOf(stored, part)).arrayBuffer());
    kept.delete(part.sha256);
    kept.set(part.sha256, bytes);
    for (const oldest of [...kept.keys()].slice(0, -keptParts)) kept.delete(oldest);
    return bytes;
  };
  return {
    sizeBytes: sizeOf(stored.parts),
    read: async (offset, length) => {
      const pieces: Uint8Array[] = [];
      for (const { part, within } of touched(stored.parts, { offset, length })) {
        pieces.push((await wholeOf(part)).subarray(within.offset, within.offset + within.length));
      }
      return joined(pieces);
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only !== undefined && pieces.length === 1) return only;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
