import { assert, constantFrom, array, property } from "fast-check";
import { describe, test } from "vitest";
import type { RolloutEvent, RolloutPhase } from "#schema/protocol/runner/v1/rollout";
import { rolloutPhases } from "#schema/protocol/runner/v1/rollout";
import { completeTo, progressAfter } from "#server/features/deployments/deployment";
import { hasEnded } from "#server/features/placements/index";
import { rollout } from "#test/runner-double";

const told = (...phases: RolloutPhase[]): RolloutEvent[] => rollout("dep_1", 1, phases);
const at = (second: number): number => Date.parse(`2026-11-22T04:00:0${second}Z`);

describe("a deployment", () => {
  test("waits until its runner takes it up", ({ expect }) => {
    expect(progressAfter([])).toEqual({ state: "waiting", startedAt: null, endedAt: null, failure: null });
  });

  test("goes where its runner goes", ({ expect }) => {
    expect(progressAfter(told("pending", "fetching", "starting"))).toMatchObject({ state: "starting", startedAt: at(0), endedAt: null });
    expect(progressAfter(told("pending", "probing", "succeeded"))).toMatchObject({ state: "succeeded", startedAt: at(0), endedAt: at(2) });
  });

  test("is what its events say in their own order, whatever order they came in", ({ expect }) => {
    const events = told("pending", "fetching", "probing", "succeeded");
    expect(progressAfter(events.toReversed())).toEqual(progressAfter(events));
  });

  test("keeps the first thing that went wrong as the reason", ({ expect }) => {
    const [first, second, third] = told("probing", "reverting", "rolled-back") as [RolloutEvent, RolloutEvent, RolloutEvent];
    const events: RolloutEvent[] = [
      { ...first, outcome: "failed", reason: "exited", message: "It exited with 3." },
      { ...second, outcome: "failed", reason: "timeout", message: "Reverting took long." },
      third,
    ];
    expect(progressAfter(events)).toMatchObject({ state: "rolled-back", failure: { reason: "exited", message: "It exited with 3." } });
  });

  test("that was blocked says why", ({ expect }) => {
    const [event] = told("blocked") as [RolloutEvent];
    expect(progressAfter([{ ...event, reason: "policy", message: "Too much memory." }])).toMatchObject({
      state: "blocked",
      failure: { reason: "policy" },
    });
  });

  test("that has ended stays as it ended, whatever is told later", ({ expect }) => {
    assert(
      property(array(constantFrom(...rolloutPhases), { maxLength: 20 }), (phases) => {
        const end = phases.findIndex(hasEnded);
        const expected = end === -1 ? (phases.at(-1) ?? "waiting") : phases[end];
        expect(progressAfter(told(...phases)).state).toBe(expected);
      }),
    );
  });
});

test.for([
  [[], 0],
  [[1, 2, 3], 3],
  [[3, 1], 1],
  [[2, 3], 0],
] as const)("of the events %j, all are there up to %i", ([numbers, last], { expect }) => {
  expect(completeTo(numbers)).toBe(last);
});
