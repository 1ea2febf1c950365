import { expect, test } from "vitest";
import { createRangeTrail, remember } from "#ui/lib/range/range-history.ts";

const range = (from: string) => ({ from, to: "now" });

test("back leads through the ranges that were left, newest first, once", () => {
  const trail = createRangeTrail();
  trail.leave(range("now-1h"));
  trail.leave(range("now-1h"));
  trail.leave(range("now-5m"));
  expect([trail.back(), trail.back(), trail.back()]).toEqual([range("now-5m"), range("now-1h"), undefined]);
});

test("a trail does not grow without end", () => {
  const trail = createRangeTrail();
  for (let minutes = 1; minutes <= 200; minutes++) trail.leave(range(`now-${minutes}m`));
  let steps = 0;
  while (trail.back() !== undefined) steps++;
  expect(steps).toBe(50);
});

test("recents hold each range once, the newest first, at most eight", () => {
  const chosen = ["1m", "2m", "3m", "4m", "5m", "6m", "7m", "8m", "9m", "1m"].map(range);
  const recents = chosen.reduce<readonly { from: string; to: string }[]>(remember, []);
  expect(recents.map(({ from }) => from)).toEqual(["1m", "9m", "8m", "7m", "6m", "5m", "4m", "3m"]);
});
