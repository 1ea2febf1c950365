import { expect, test } from "vitest";
import { formatDuration } from "#ui/lib/format/duration.ts";

test.each([
  [0, "0 µs"],
  [999, "999 µs"],
  [1_000, "1 ms"],
  [12_400, "12.4 ms"],
  [99_960, "100 ms"],
  [999_499, "999 ms"],
  [999_500, "1 s"],
  [1_250_000, "1.25 s"],
  [59_940_000, "59.9 s"],
  [59_960_000, "1 min"],
  [125_000_000, "2 min 5 s"],
  [3_599_600_000, "1 h"],
  [11_520_000_000, "3 h 12 min"],
  [187_200_000_000, "2 d 4 h"],
])("%d µs reads %s", (micros, text) => {
  expect(formatDuration(micros)).toBe(text);
});
