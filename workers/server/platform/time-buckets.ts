/** Lengths of a bucket that people can read an axis in, in seconds. */
const lengths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800];

/** The shortest readable length, a multiple of `grain`, with which `seconds` make at most `buckets` buckets. */
export function bucketLength(seconds: number, buckets: number, grain = 1): number {
  const wanted = seconds / buckets;
  const found = lengths.find((length) => length >= wanted && length % grain === 0);
  return found ?? Math.ceil(wanted / 604_800) * 604_800;
}

/** Starts of the buckets that cover a range, in seconds since the epoch. */
export function bucketStarts(range: { readonly fromMicros: number; readonly toMicros: number }, length: number): readonly number[] {
  const first = Math.floor(range.fromMicros / 1e6 / length) * length;
  const count = Math.ceil((range.toMicros / 1e6 - first) / length);
  return Array.from({ length: count }, (_, index) => first + index * length);
}
