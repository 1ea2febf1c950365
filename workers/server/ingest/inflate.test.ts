import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inflate } from "#server/ingest/inflate";

const limit = 1_024 * 1_024;
const body = new TextEncoder().encode("telemetry ".repeat(1_000));

describe.each([
  ["gzip", gzipSync],
  ["zstd", zstdCompressSync],
  ["deflate", deflateSync],
] as const)("%s", (encoding, compress) => {
  test("comes out as it went in", () => {
    expect(Buffer.from(inflate(compress(body), encoding, limit))).toEqual(Buffer.from(body));
  });

  test("that inflates to more than the limit is refused without being held", () => {
    const bomb = compress(new Uint8Array(48 * 1_024 * 1_024));
    const before = process.memoryUsage().arrayBuffers;
    expect(() => inflate(bomb, encoding, limit)).toThrow(expect.objectContaining({ code: "too-large" }));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * limit);
  });

  test("that is cut off or something else is refused", () => {
    expect(() => inflate(compress(body).subarray(0, 20), encoding, limit)).toThrow(expect.objectContaining({ code: "malformed-body" }));
    expect(() => inflate(body, encoding, limit)).toThrow(expect.objectContaining({ code: "malformed-body" }));
  });
});

test("a plain body above the limit and an unknown encoding are refused", () => {
  expect(() => inflate(new Uint8Array(limit + 1), "", limit)).toThrow(expect.objectContaining({ code: "too-large" }));
  expect(() => inflate(body, "br", limit)).toThrow(expect.objectContaining({ code: "unsupported-media-type" }));
});
