import { expect, test } from "vitest";
import { newStallWatch } from "#runner/logs/stall-watch";

const writtenMs = Date.UTC(2026, 10, 22);
const time = new Date(writtenMs).toISOString();
const [much, little] = [256 * 1024, 200];

test.for([
  ["much was told late and then nothing", much, 300, 5_000, true],
  ["it was silent for a moment only", much, 300, 4_000, false],
  ["every line was told as it was written", much, 20, 60_000, false],
  ["there was little to tell, however late", little, 60_000, 60_000, false],
] as const)("when %s", ([, length, lateMs, silentMs, expected]) => {
  const watch = newStallWatch();
  watch.received({ time, length }, writtenMs + lateMs);
  expect(watch.hasStalled(writtenMs + lateMs + silentMs)).toBe(expected);
});
