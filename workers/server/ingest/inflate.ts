import { gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { Problem } from "#schema/problems";

type Inflater = (body: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
const inflaters: Readonly<Record<string, Inflater>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  zstd: zstdDecompressSync,
};

/**
 * The body without its content encoding. Never holds more than `limitBytes` of output, whatever the input claims.
 * Raises `too-large`, `malformed-body` or `unsupported-media-type`.
 */
export function inflate(body: Uint8Array, encoding: string, limitBytes: number): Uint8Array {
  const tooLarge = (): Problem =>
    new Problem("too-large", { detail: `The body has more than ${limitBytes} bytes after decompression. Send smaller batches.` });
  const name = encoding.trim().toLowerCase();
  if (name === "" || name === "identity") {
    if (body.length > limitBytes) throw tooLarge();
    return body;
  }
  const inflater = Object.hasOwn(inflaters, name) ? inflaters[name] : undefined;
  if (inflater === undefined)
    throw new Problem("unsupported-media-type", { detail: "The content encoding must be gzip, zstd, deflate or none." });
  try {
    return inflater(body, { maxOutputLength: limitBytes });
  } catch (cause) {
    // what workerd and Node throw at the limit has nothing else in common
    if (cause instanceof RangeError) throw tooLarge();
    throw new Problem("malformed-body", { detail: `The body is not valid ${name}.`, cause });
  }
}
