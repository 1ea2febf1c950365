import { inflateRawSync } from "node:zlib";
import type { ByteSource, Entry } from "#server/features/artifacts/inspection/byte-source";
import { viewOf } from "#server/features/artifacts/inspection/byte-source";
import { readDirectory } from "#server/features/artifacts/inspection/directory";
import { Refusal } from "#server/features/artifacts/inspection/refusal";

export interface Archive {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly uncompressedBytes: number;
  /** Throws a `Refusal` when it holds more than it announced. */
  bytes(entry: Entry): Promise<Uint8Array>;
}

const localHeaderBytes = 30;
const localSignature = 0x04034b50;
const stored = 0;
const deflated = 8;

/** Reads the directory only. By hand: libraries inflate without a limit, and weigh more than the whole of `features`. */
export async function openArchive(source: ByteSource): Promise<Archive> {
  const entries = await readDirectory(source);
  return {
    entries: new Map(entries.map((entry) => [entry.name, entry])),
    uncompressedBytes: entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    bytes: (entry) => bytesOf(source, entry),
  };
}

async function bytesOf(source: ByteSource, entry: Entry): Promise<Uint8Array> {
  const header = viewOf(await source.read(entry.offset, localHeaderBytes));
  if (header.byteLength < localHeaderBytes || header.getUint32(0, true) !== localSignature) throw damaged(entry);
  const dataAt = entry.offset + localHeaderBytes + header.getUint16(26, true) + header.getUint16(28, true);
  const data = await source.read(dataAt, entry.compressedBytes);
  if (data.length !== entry.compressedBytes) throw damaged(entry);
  if (entry.method === stored) return data;
  if (entry.method !== deflated) throw new Refusal(`${entry.name} is compressed in a way that Java does not read.`);
  return inflated(data, entry);
}

function inflated(data: Uint8Array, entry: Entry): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, entry.sizeBytes) });
  } catch (cause) {
    if (cause instanceof RangeError) throw new Refusal(`${entry.name} holds more than the directory says: this looks like a ZIP bomb.`);
    throw damaged(entry);
  }
}

function damaged({ name }: Entry): Refusal {
  return new Refusal(`The file is damaged: ${name} cannot be read.`);
}
