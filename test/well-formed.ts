import { expect } from "vitest";
import type { Block } from "#server/ingest/native/block";
import type { Column } from "#server/ingest/native/columns";

/** Every column has a value for every row, and nested ones as many as their offsets say: what ClickHouse would refuse otherwise. */
export function expectWellFormed(block: Block): void {
  for (const [name, column] of Object.entries(block.columns))
    expect([name, countOf(column)]).toEqual([name, column.kind === "constant" ? "any" : block.rows]);
}

function countOf(column: Column): number | "any" {
  if (column.kind === "constant") return "any";
  if (column.kind === "fixed") return column.data.length / column.width;
  if (column.kind === "dictionary") return column.count;
  if (column.kind === "text") return textCount(column.data.bytes.subarray(0, column.data.length));
  const inner = column.kind === "array" ? [column.of] : [column.key, column.value];
  for (const nested of inner) expect(["any", column.total]).toContain(countOf(nested));
  return column.offsets.length / 8;
}

function textCount(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; count += 1) {
    let length = 0;
    let scale = 1;
    for (; (bytes[at] ?? 0) >= 0x80; at += 1, scale *= 128) length += ((bytes[at] ?? 0) & 0x7f) * scale;
    length += (bytes[at] ?? 0) * scale;
    at += 1 + length;
    if (at > bytes.length) return Number.NaN;
  }
  return count;
}
