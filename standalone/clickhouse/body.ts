import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, zstdDecompress } from "node:zlib";
import { failure } from "./failure.ts";

const maxBodyBytes = 512 * 1024 * 1024;

type Inflate = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

const decoders: ReadonlyMap<string, Inflate> = new Map<string, Inflate>([
  ["gzip", promisify(gunzip)],
  ["deflate", promisify(inflate)],
  ["br", promisify(brotliDecompress)],
  ["zstd", promisify(zstdDecompress)],
]);

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBodyBytes) throw failure(229, "QUERY_IS_TOO_LARGE", `The body is larger than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** The request's body, inflated when `Content-Encoding` says so; at most 512 MiB either way. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const encoding = request.headers["content-encoding"] ?? "identity";
  const decode = decoders.get(encoding);
  if (decode === undefined && encoding !== "identity") {
    throw failure(89, "UNKNOWN_COMPRESSION_METHOD", `Unknown Content-Encoding ${encoding}; use gzip, deflate, br or zstd.`);
  }
  const bytes = await readAll(request);
  if (decode === undefined || bytes.length === 0) return bytes;
  try {
    return await decode(bytes, { maxOutputLength: maxBodyBytes });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw failure(271, "CANNOT_DECOMPRESS", `The body is not valid ${encoding}: ${reason}`);
  }
}
