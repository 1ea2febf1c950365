import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  readonly name: string;
  readonly text: string;
  /** What the directory says of its size, when that is not the truth. */
  readonly announcedBytes?: number;
}

/** A ZIP file with these entries, and with the lies it is asked for. */
export function zipOf(entries: readonly ZipEntry[]): Buffer<ArrayBuffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const facts = factsOf(entry);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    facts.copy(local, 4, 2);
    local.writeUInt16LE(name.length, 26);
    const data = deflateRawSync(entry.text);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    facts.copy(central, 4);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, name, data);
    directory.push(central, name);
    offset += local.length + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

/** From "version made by" to the uncompressed size; the local header begins two bytes later. */
function factsOf({ text, announcedBytes }: ZipEntry): Buffer {
  const facts = Buffer.alloc(24);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(20, 2);
  facts.writeUInt16LE(8, 6);
  facts.writeUInt32LE(crc32(text), 12);
  facts.writeUInt32LE(deflateRawSync(text).length, 16);
  facts.writeUInt32LE(announcedBytes ?? Buffer.byteLength(text), 20);
  return facts;
}

/** An executable JAR; `manifest` are its main attributes. */
export function jarOf(manifest: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}): Buffer<ArrayBuffer> {
  const lines = Object.entries({ "Manifest-Version": "1.0", ...manifest }).map(([name, value]) => `${name}: ${value}\r\n`);
  const entries = Object.entries(files).map(([name, text]) => ({ name, text }));
  return zipOf([{ name: "META-INF/MANIFEST.MF", text: `${lines.join("")}\r\n` }, ...entries]);
}
