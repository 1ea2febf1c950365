import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inflate } from "#server/ingest/inflate";

const limit = 1_024 * 1_024;

/** The same promises on the runtime that serves: its zlib is its own, and its errors are too. */
describe.each([
  ["gzip", gzipSync],
  ["zstd", zstdCompressSync],
] as const)("%s in workerd", (encoding, compress) => {
  const body = new TextEncoder().encode("telemetry ".repeat(1_000));

  test("comes out as it went in", () => {
    expect(new TextDecoder().decode(inflate(compress(body), encoding, limit))).toBe(new TextDecoder().decode(body));
  });

  test("that inflates to more than the limit is too large", () => {
    expect(() => inflate(compress(new Uint8Array(8 * limit)), encoding, limit)).toThrow(expect.objectContaining({ code: "too-large" }));
  });

  test("that is cut off is malformed", () => {
    expect(() => inflate(compress(body).subarray(0, 20), encoding, limit)).toThrow(expect.objectContaining({ code: "malformed-body" }));
  });
});
