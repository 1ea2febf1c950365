import { expect, test } from "vitest";
import { absolute, forServer, freeze, readRange, resolve, shift, zoom } from "#ui/lib/range/range.ts";
import { rangeLabel } from "#ui/lib/range/range-label.ts";

const moment = { nowMs: Date.parse("2026-11-22T12:00:00Z"), offset: () => 60 };
const lastHour = { from: "now-1h", to: "now" };

test.each([
  ["90m", { from: "now-90m", to: "now" }],
  ["last 15 m", { from: "now-15m", to: "now" }],
  ["-30m", { from: "now-30m", to: "now" }],
  ["now-2h", { from: "now-2h", to: "now" }],
  ["now-2h to now-1h", { from: "now-2h", to: "now-1h" }],
  ["Yesterday", { from: "yesterday", to: "today" }],
])("%s stays relative", (text, range) => {
  expect(readRange(text, moment)).toEqual(range);
});

test("a typed clock counts in the person's own zone", () => {
  expect(readRange("2026-11-20 14:00 to 15:30", moment)).toEqual({ from: "2026-11-20T13:00:00.000Z", to: "2026-11-20T14:30:00.000Z" });
});

test("a pasted instant is shown with five minutes around it", () => {
  expect(readRange("2026-11-20T14:00:00Z", moment)).toEqual({ from: "2026-11-20T13:55:00.000Z", to: "2026-11-20T14:05:00.000Z" });
});

test("what is no range is refused", () => {
  expect(readRange("soon", moment)).toBeUndefined();
});

test("a frozen range is the same for everybody", () => {
  expect(freeze(lastHour, moment)).toEqual({ from: "2026-11-22T11:00:00.000Z", to: "2026-11-22T12:00:00.000Z" });
});

test("words that mean a day are resolved in the person's zone before they are sent; relative ends are not", () => {
  expect(forServer({ from: "today", to: "now" }, moment)).toEqual({ from: "2026-11-21T23:00:00.000Z", to: "now" });
});

test("earlier is the window before", () => {
  expect(shift(lastHour, -1, moment)).toEqual({ from: "2026-11-22T10:00:00.000Z", to: "2026-11-22T11:00:00.000Z" });
});

test("later never goes beyond now: there the range is relative again", () => {
  const before = absolute({ fromMs: moment.nowMs - 7_200_000, toMs: moment.nowMs - 3_600_000 });
  expect(shift(before, 1, moment)).toEqual(lastHour);
});

test("zooming a range that ends now keeps its end", () => {
  expect(zoom(lastHour, 2, moment)).toEqual({ from: "now-2h", to: "now" });
  expect(zoom(lastHour, 0.5, moment)).toEqual({ from: "now-30m", to: "now" });
});

test("zooming any other range keeps its middle", () => {
  const range = absolute({ fromMs: 10_000_000, toMs: 14_000_000 });
  expect(resolve(zoom(range, 0.5, moment), moment)).toEqual({ fromMs: 11_000_000, toMs: 13_000_000 });
});

test.each([
  [{ from: "now-15m", to: "now" }, "Last 15 minutes"],
  [{ from: "now-1h", to: "now" }, "Last hour"],
  [{ from: "today", to: "now" }, "Today"],
  [{ from: "2026-11-20T13:00:00Z", to: "2026-11-20T14:30:00Z" }, "20 Nov 14:00 – 15:30"],
  [{ from: "2026-11-20T22:30:00Z", to: "2026-11-20T23:30:00Z" }, "20 Nov 23:30 – 21 Nov 00:30"],
  [{ from: "2025-11-20T13:00:00Z", to: "2025-11-20T14:00:00Z" }, "20 Nov 2025 14:00 – 15:00"],
])("%o is called %s", (range, label) => {
  expect(rangeLabel(range, moment)).toBe(label);
});
