import { describe, it } from "vitest";
import { anExchangeRow } from "./exchange-row-fixture.ts";
import type { Tail } from "./tail.ts";
import { newestFirst, nextTail, quietTail, tailCapacity } from "./tail.ts";

const row = (second: number, facts = {}) => anExchangeRow(second, facts);
const arrived = (rows: ReturnType<typeof row>[], known: string[] = [], gap = false) =>
  ({ type: "arrived", rows, known: new Set(known), gap }) as const;
const ids = (rows: Tail["shown"]): string[] => rows.map((one) => one.id);
const paused = nextTail(quietTail, { type: "paused" });

describe("the live list", () => {
  it("shows rows as they arrive, newest first", ({ expect }) => {
    const tail = nextTail(nextTail(quietTail, arrived([row(1)])), arrived([row(3), row(2)]));
    expect(ids(tail.shown)).toEqual([row(3).id, row(2).id, row(1).id]);
  });

  it("changes nothing on screen while paused, and counts what waits", ({ expect }) => {
    const tail = nextTail(paused, arrived([row(2), row(1)], [row(1).id]));
    expect(ids(tail.waiting)).toEqual([row(2).id]);
    expect(ids(tail.shown)).toEqual([row(1).id]);
  });

  it("does not count the same waiting row twice", ({ expect }) => {
    const tail = nextTail(nextTail(paused, arrived([row(2)])), arrived([row(3), row(2)]));
    expect(ids(tail.waiting)).toEqual([row(3).id, row(2).id]);
  });

  it("shows what waited when the reader returns to the end", ({ expect }) => {
    const tail = nextTail(nextTail(paused, arrived([row(2)])), { type: "resumed" });
    expect([tail.following, ids(tail.shown), tail.waiting.length]).toEqual([true, [row(2).id], 0]);
  });

  it("lets a running exchange on screen finish even while paused", ({ expect }) => {
    const running = nextTail(quietTail, arrived([row(1, { status: "running" })]));
    const tail = nextTail(nextTail(running, { type: "paused" }), arrived([row(1, { status: "failed" })]));
    expect(tail.shown.map((one) => one.status)).toEqual(["failed"]);
  });

  it("keeps everything while the server is out of reach and says so", ({ expect }) => {
    const before = nextTail(quietTail, arrived([row(1)]));
    expect(nextTail(before, { type: "lost" })).toEqual({ ...before, reachable: false });
  });

  it("is reachable again with the next answer", ({ expect }) => {
    expect(nextTail(nextTail(quietTail, { type: "lost" }), arrived([])).reachable).toBe(true);
  });

  it("asks for a reload instead of hiding a gap", ({ expect }) => {
    expect(nextTail(paused, arrived([row(9)], [], true)).torn).toBe(true);
  });

  it("keeps at most its capacity", ({ expect }) => {
    const tail = nextTail(paused, arrived(Array.from({ length: tailCapacity + 1 }, (_, second) => row(second))));
    expect([tail.waiting.length, tail.torn]).toEqual([tailCapacity, true]);
  });

  it("starts over after a reload without forgetting that the reader paused", ({ expect }) => {
    const tail = nextTail(nextTail(paused, arrived([row(9)], [], true)), { type: "reloaded" });
    expect(tail).toEqual({ ...quietTail, following: false });
  });
});

describe("newestFirst", () => {
  it("lets the first of two rows with one id win", ({ expect }) => {
    expect(newestFirst([row(1, { status: "completed" }), row(1, { status: "running" })]).map((one) => one.status)).toEqual(["completed"]);
  });
});
