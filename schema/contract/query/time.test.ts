import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveRange, resolveTime } from "#schema/contract/query/time";

const nowMs = Date.UTC(2026, 10, 22, 15, 45, 30, 250);
const iso = (micros: number | undefined): string | undefined =>
  micros === undefined
    ? undefined
    : `${new Date(Math.floor(micros / 1_000)).toISOString().slice(0, -1)}${String(micros % 1_000).padStart(3, "0")}`;

describe("a point in time", () => {
  it.each([
    ["now", "2026-11-22T15:45:30.250000"],
    ["now-15m", "2026-11-22T15:30:30.250000"],
    ["-30m", "2026-11-22T15:15:30.250000"],
    ["-2h", "2026-11-22T13:45:30.250000"],
    ["now-1d/d", "2026-11-21T00:00:00.000000"],
    ["now/h", "2026-11-22T15:00:00.000000"],
    ["now/w", "2026-11-16T00:00:00.000000"],
    ["now-1M/M", "2026-10-01T00:00:00.000000"],
    ["now/y", "2026-01-01T00:00:00.000000"],
    ["now-1d+2h", "2026-11-21T17:45:30.250000"],
    ["Yesterday", "2026-11-21T00:00:00.000000"],
    ["today", "2026-11-22T00:00:00.000000"],
    ["tomorrow", "2026-11-23T00:00:00.000000"],
    ["14:00", "2026-11-22T14:00:00.000000"],
    ["2026-11-20", "2026-11-20T00:00:00.000000"],
    ["2026-11-20 14:00", "2026-11-20T14:00:00.000000"],
    ["2026-11-20T14:00:00Z", "2026-11-20T14:00:00.000000"],
    ["2026-11-20T14:00:00.123456+02:00", "2026-11-20T12:00:00.123456"],
    ["1763632800", "2025-11-20T10:00:00.000000"],
    ["1763632800123", "2025-11-20T10:00:00.123000"],
    ["1763632800123456", "2025-11-20T10:00:00.123456"],
  ])("resolves %s", (text, expected) => {
    expect(iso(resolveTime(text, nowMs))).toBe(expected);
  });

  it.each(["", "soon", "now-", "2026-13-01", "2026-02-30", "25:00", "now-999999999y", "99999999999999999", "-"])(
    "does not guess at %j",
    (text) => {
      expect(resolveTime(text, nowMs)).toBeUndefined();
    },
  );

  it("counts days and clocks in the zone it is told", () => {
    const newYork = (): number => -300;
    expect(iso(resolveTime("today", nowMs, newYork))).toBe("2026-11-22T05:00:00.000000");
    expect(iso(resolveTime("2026-11-20 14:00", nowMs, newYork))).toBe("2026-11-20T19:00:00.000000");
    expect(iso(resolveTime("09:30", nowMs, newYork))).toBe("2026-11-22T14:30:00.000000");
  });

  it("never throws and never leaves the calendar", () => {
    const piece = fc.constantFrom("now", "-", "+", "/", "1", "999999999", "d", "M", "y", "today", ":", "2026", " ", "T", "Z", ".", "to");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((parts) => parts.join("")),
        ),
        (text) => {
          const range = resolveRange(text, nowMs);
          const micros = resolveTime(text, nowMs) ?? range?.fromMicros ?? 0;
          expect(Number.isSafeInteger(micros) && micros >= 0).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a range", () => {
  it.each([
    ["2026-11-20 14:00 to 15:30", "2026-11-20T14:00:00.000000", "2026-11-20T15:30:00.000000"],
    ["now-2h to now-1h", "2026-11-22T13:45:30.250000", "2026-11-22T14:45:30.250000"],
    ["14:00 - 15:30", "2026-11-22T14:00:00.000000", "2026-11-22T15:30:00.000000"],
    ["now to now-1h", "2026-11-22T14:45:30.250000", "2026-11-22T15:45:30.250000"],
    ["yesterday", "2026-11-21T00:00:00.000000", "2026-11-22T00:00:00.000000"],
    ["2026-11-20", "2026-11-20T00:00:00.000000", "2026-11-21T00:00:00.000000"],
    ["now-2h", "2026-11-22T13:45:30.250000", "2026-11-22T15:45:30.250000"],
    ["2026-11-20T14:00:00Z", "2026-11-20T13:55:00.000000", "2026-11-20T14:05:00.000000"],
  ])("resolves %s", (text, from, to) => {
    const range = resolveRange(text, nowMs);
    expect([iso(range?.fromMicros), iso(range?.toMicros)]).toEqual([from, to]);
  });

  it("is not made up from half a text", () => {
    expect([resolveRange("yesterday to", nowMs), resolveRange("a to b", nowMs)]).toEqual([undefined, undefined]);
  });
});
