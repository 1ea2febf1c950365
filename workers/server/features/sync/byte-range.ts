import type { ByteRange } from "#server/platform/blobs";

/** The one range that a `Range` header asks for; undefined when it asks for none, for several, or in another unit. */
export function rangeOf(header: string | null, sizeBytes: number): ByteRange | "unsatisfiable" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "") {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? "unsatisfiable" : { offset: sizeBytes - length, length };
  }
  const offset = Number(first);
  const end = last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (offset >= sizeBytes) return "unsatisfiable";
  return end < offset ? undefined : { offset, length: end - offset + 1 };
}
