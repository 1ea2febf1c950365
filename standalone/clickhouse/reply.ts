import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, deflate, gzip, zstdCompress } from "node:zlib";

type Encode = (bytes: Uint8Array) => Promise<Buffer>;

/** In the order ClickHouse prefers them. */
const encoders: readonly (readonly [string, Encode])[] = [
  ["br", promisify(brotliCompress)],
  ["gzip", promisify(gzip)],
  ["zstd", promisify(zstdCompress)],
  ["deflate", promisify(deflate)],
];

const contentTypes: ReadonlyMap<string, string> = new Map([
  ["JSON", "application/json; charset=UTF-8"],
  ["JSONCompact", "application/json; charset=UTF-8"],
  ["JSONStrings", "application/json; charset=UTF-8"],
  ["JSONEachRow", "application/x-ndjson; charset=UTF-8"],
  ["JSONCompactEachRow", "application/x-ndjson; charset=UTF-8"],
  ["JSONStringsEachRow", "application/x-ndjson; charset=UTF-8"],
  ["CSV", "text/csv; charset=UTF-8; header=absent"],
  ["CSVWithNames", "text/csv; charset=UTF-8; header=present"],
  ["TabSeparated", "text/tab-separated-values; charset=UTF-8"],
  ["TSV", "text/tab-separated-values; charset=UTF-8"],
  ["TabSeparatedWithNames", "text/tab-separated-values; charset=UTF-8"],
  ["XML", "application/xml; charset=UTF-8"],
  ["RowBinary", "application/octet-stream"],
  ["Native", "application/octet-stream"],
]);

export function contentType(format: string): string {
  return contentTypes.get(format) ?? "text/plain; charset=UTF-8";
}

export interface Payload {
  readonly bytes: Uint8Array;
  readonly headers: OutgoingHttpHeaders;
}

/** Compresses when the client both accepts an encoding and sets `enable_http_compression=1`, as ClickHouse wants it. */
export async function encodeReply(bytes: Uint8Array, request: IncomingMessage, url: URL): Promise<Payload> {
  const accepted = (request.headers["accept-encoding"] ?? "").toString();
  const found = encoders.find(([name]) => accepted.includes(name));
  if (found === undefined || url.searchParams.get("enable_http_compression") !== "1" || bytes.length === 0) {
    return { bytes, headers: {} };
  }
  const [name, encode] = found;
  return { bytes: await encode(bytes), headers: { "content-encoding": name } };
}
