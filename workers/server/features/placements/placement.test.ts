import { describe, test } from "vitest";
import type { Instance, ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import type { Situation } from "#server/features/placements/placement";
import { stateOfPlacement } from "#server/features/placements/placement";

const instance: Instance = {
  id: "c0",
  name: "orders-0",
  slot: 0,
  generation: 1,
  state: "running",
  health: "healthy",
  startedAt: null,
  restartCount: 0,
  exitCode: null,
  oomKilled: false,
  cpuPercent: null,
  memoryBytes: null,
};
const since = "2026-11-22T04:00:00Z";
const crashLooping = { type: "CrashLooping", status: "true" as const, reason: "", message: "", since };

function seen(instances: readonly Partial<Instance>[], more: Partial<ObservedApp> = {}): ObservedApp {
  const ids = { environmentId: "env_1", appId: "app_1", activeRevisionId: "rev_1" };
  const list = instances.map((change) => ({ ...instance, ...change }));
  return { ...ids, observedGeneration: 1, phase: "succeeded", conditions: [], instances: list, url: null, ...more };
}

const good: Situation = {
  wanted: { runState: "running", replicas: 1, removal: null },
  seen: seen([{}]),
  deployment: "succeeded",
  runner: "connected",
};

describe("a placement", () => {
  test.for<[string, Partial<Situation>, string]>([
    ["as wanted", {}, "running"],
    ["whose image has no health check", { seen: seen([{ health: "none" }]) }, "running"],
    ["on a runner that drains", { runner: "draining" }, "running"],
    ["on a silent runner", { runner: "unknown" }, "unknown"],
    ["on a silent runner, while it is deployed", { runner: "unknown", deployment: "probing" }, "unknown"],
    ["that its runner has not heard of", { deployment: "waiting" }, "waiting"],
    ["under way", { deployment: "probing" }, "deploying"],
    ["that was never seen although its deployment ended", { seen: null, deployment: "failed" }, "failed"],
    ["without a healthy instance", { seen: seen([{ health: "unhealthy" }]) }, "failed"],
    ["with fewer instances than wanted", { wanted: { runState: "running", replicas: 2, removal: null } }, "degraded"],
    ["that crashes again and again", { seen: seen([{}], { conditions: [crashLooping] }) }, "degraded"],
    ["that runs what was before, since the new one failed", { deployment: "rolled-back" }, "degraded"],
    ["wanted stopped, still up", { wanted: { runState: "stopped", replicas: 1, removal: null } }, "stopping"],
    [
      "wanted stopped, and down",
      { wanted: { runState: "stopped", replicas: 1, removal: null }, seen: seen([{ state: "exited" }]) },
      "stopped",
    ],
    ["on its way out", { wanted: { runState: "running", replicas: 1, removal: "stop" } }, "removing"],
  ])("%s", ([, change, state], { expect }) => {
    expect(stateOfPlacement({ ...good, ...change })).toBe(state);
  });
});
