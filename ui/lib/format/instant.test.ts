import { expect, test } from "vitest";
import { formatAgo, formatInstant } from "#ui/lib/format/instant.ts";
import { fromWallClock, toWallClock } from "#ui/lib/format/wall-clock.ts";

const nowMs = Date.parse("2026-11-22T12:00:00Z");

test.each([
  ["2026-11-22T11:59:59Z", "just now"],
  ["2026-11-22T12:00:04Z", "just now"],
  ["2026-11-22T11:59:52Z", "8 s ago"],
  ["2026-11-22T11:55:00Z", "5 min ago"],
  ["2026-11-22T15:00:00Z", "in 3 h"],
  ["2026-11-10T12:00:00Z", "12 d ago"],
])("%s is %s at noon", (iso, text) => {
  expect(formatAgo(iso, nowMs)).toBe(text);
});

test("an instant is written to the millisecond, from the largest unit to the smallest", () => {
  expect(formatInstant("2026-11-22T14:03:07.120456Z", "utc")).toBe("2026-11-22 14:03:07.120");
});

test("what a date field shows is read back as the same instant", () => {
  const inBerlin = () => 60;
  expect(toWallClock(nowMs, inBerlin)).toBe("2026-11-22T13:00:00");
  expect(fromWallClock("2026-11-22T13:00:00", inBerlin)).toBe(nowMs);
});

test("an incomplete date field is no instant", () => {
  expect(fromWallClock("", () => 0)).toBeUndefined();
});
