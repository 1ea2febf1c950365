import { expect, test } from "vitest";
import { formatBytes, formatRate, formatShare } from "#ui/lib/format/number.ts";

test.each([
  [0, "0 %"],
  [0.00001, "< 0.01 %"],
  [0.0042, "0.42 %"],
  [0.00999, "1.0 %"],
  [0.0567, "5.7 %"],
  [0.0996, "10 %"],
  [0.5, "50 %"],
  [1, "100 %"],
])("a share of %d reads %s", (share, text) => {
  expect(formatShare(share)).toBe(text);
});

test.each([
  [0, 60, "0/s"],
  [5, 0, "0/s"],
  [192, 60, "3.2/s"],
  [14, 60, "14/min"],
  [2, 3_600, "2/h"],
  [123_456, 100, "1235/s"],
])("%d events in %d s read %s", (count, seconds, text) => {
  expect(formatRate(count, seconds)).toBe(text);
});

test.each([
  [0, "0 B"],
  [1_023, "1023 B"],
  [1_536, "1.5 KiB"],
  [1_048_576, "1 MiB"],
  [536_870_912, "512 MiB"],
])("%d bytes read %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
