import type { ByteSource, Entry } from "#server/features/artifacts/inspection/byte-source";
import { viewOf } from "#server/features/artifacts/inspection/byte-source";
import { Refusal } from "#server/features/artifacts/inspection/refusal";

const endSignature = 0x06054b50;
const endBytes = 22;
const longestComment = 65_535;
const locatorSignature = 0x07064b50;
const locatorBytes = 20;
const end64Signature = 0x06064b50;
const end64Bytes = 56;
const entrySignature = 0x02014b50;
const entryBytes = 46;

export const archiveLimits = {
  entries: 100_000,
  directoryBytes: 24 * 1024 * 1024,
  uncompressedBytes: 4 * 1024 ** 3,
  /** Of the whole file; Java classes shrink to a third or so. */
  ratio: 100,
} as const;

interface Directory {
  readonly entries: number;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** The files of the archive, checked: no bomb, and no name that would be written outside its folder. */
export async function readDirectory(source: ByteSource): Promise<readonly Entry[]> {
  const directory = await findDirectory(source);
  if (directory.entries > archiveLimits.entries) throw new Refusal(`The file has more than ${archiveLimits.entries} entries.`);
  if (directory.sizeBytes > archiveLimits.directoryBytes) throw new Refusal("The file's table of contents is too long.");
  const bytes = await source.read(directory.offset, directory.sizeBytes);
  const entries = [...entriesIn(bytes, directory.entries)];
  requireHarmless(entries, source.sizeBytes);
  return entries;
}

function requireHarmless(entries: readonly Entry[], sizeBytes: number): void {
  for (const { name } of entries) {
    if (leadsOutside(name)) throw new Refusal(`The file contains the path ${JSON.stringify(name)}, which leads out of its folder.`);
  }
  const uncompressed = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  const compressed = entries.reduce((sum, entry) => sum + entry.compressedBytes, 0);
  const tooMuch = uncompressed > archiveLimits.uncompressedBytes || uncompressed > archiveLimits.ratio * sizeBytes + 1024 * 1024;
  if (tooMuch || compressed > sizeBytes) throw new Refusal(`The file would unpack to ${uncompressed} bytes: this looks like a ZIP bomb.`);
}

function leadsOutside(name: string): boolean {
  return name === "" || name.includes("\0") || name.includes("\\") || /^(\/|[A-Za-z]:)/.test(name) || name.split("/").includes("..");
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const tailAt = Math.max(0, source.sizeBytes - endBytes - longestComment);
  const tail = viewOf(await source.read(tailAt, source.sizeBytes - tailAt));
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) !== endSignature || at + endBytes + tail.getUint16(at + 20, true) !== tail.byteLength) continue;
    const directory = {
      entries: tail.getUint16(at + 10, true),
      sizeBytes: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
    const isLarge = directory.entries === 0xffff || directory.offset === 0xffffffff || directory.sizeBytes === 0xffffffff;
    return within(source, isLarge ? await findLargeDirectory(source, tailAt + at) : directory);
  }
  throw new Refusal("This is not a JAR: it is no ZIP file, or its end is missing.");
}

async function findLargeDirectory(source: ByteSource, endAt: number): Promise<Directory> {
  const locator = viewOf(await source.read(Math.max(0, endAt - locatorBytes), locatorBytes));
  if (locator.byteLength < locatorBytes || locator.getUint32(0, true) !== locatorSignature) throw damaged();
  const end = viewOf(await source.read(Number(locator.getBigUint64(8, true)), end64Bytes));
  if (end.byteLength < end64Bytes || end.getUint32(0, true) !== end64Signature) throw damaged();
  const number = (at: number): number => Number(end.getBigUint64(at, true));
  return { entries: number(32), sizeBytes: number(40), offset: number(48) };
}

function within(source: ByteSource, directory: Directory): Directory {
  if (directory.offset + directory.sizeBytes > source.sizeBytes) throw damaged();
  return directory;
}

function* entriesIn(bytes: Uint8Array, count: number): Generator<Entry> {
  const view = viewOf(bytes);
  const decoder = new TextDecoder();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== entrySignature) throw damaged();
    const [nameBytes, extraBytes, commentBytes] = [
      view.getUint16(at + 28, true),
      view.getUint16(at + 30, true),
      view.getUint16(at + 32, true),
    ];
    const name = decoder.decode(bytes.subarray(at + entryBytes, at + entryBytes + nameBytes));
    const sizes = {
      compressedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if (Object.values(sizes).includes(0xffffffff)) throw new Refusal(`${name} is too large.`);
    yield { name, method: view.getUint16(at + 10, true), ...sizes };
    at += entryBytes + nameBytes + extraBytes + commentBytes;
  }
}

function damaged(): Refusal {
  return new Refusal("The file is damaged: its table of contents cannot be read.");
}
