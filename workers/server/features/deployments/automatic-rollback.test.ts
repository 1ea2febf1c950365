import { describe, test } from "vitest";
import { getApp } from "#schema/contract/apps";
import { listAudit } from "#schema/contract/audit";
import { listDeployments } from "#schema/contract/deployments";
import type { Instance, ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import { verdictOf } from "#server/features/deployments/bake";
import { rollout, running } from "#test/runner-double";
import type { Runtime } from "#test/runtime";
import { aRuntime } from "#test/runtime";

let snapshots = 0;

/** The runner sees its only app with its instances changed, a second later: what began in one millisecond has no order. */
async function see({ runner, world }: Runtime, change: Partial<Instance>): Promise<void> {
  world.clock.advance({ seconds: 1 });
  const [signed] = [...runner.desired.values()];
  if (signed === undefined) throw new Error("Nothing is wanted");
  const app = running(signed);
  const seen = { ...app, instances: app.instances.map((instance) => ({ ...instance, ...change })) };
  await runner.sync({ snapshot: { apps: [seen], conditions: [] }, snapshotHash: `crashing ${++snapshots}` });
}

async function twoVersions(): Promise<Runtime> {
  const runtime = await aRuntime();
  for (const version of ["1", "2"]) {
    await runtime.deploy({ action: "deploy", artifactId: await runtime.upload(version) });
    await runtime.settle();
  }
  return runtime;
}

const newest = async ({ world }: Runtime) => (await world.as("viewer").call(listDeployments, { query: { limit: 1 } })).items[0];

describe("a revision that passed its gate and crashes soon after", () => {
  test("is taken back by the server, once, and everybody can see why", async ({ expect }) => {
    const runtime = await twoVersions();
    await see(runtime, { restartCount: 3, state: "restarting", health: "unhealthy" });
    const rollback = await newest(runtime);
    expect(rollback).toMatchObject({ action: "rollback", automatic: true, artifactVersion: "1", createdBy: "cameleer", generation: 3 });
    expect(rollback?.reason).toContain("crashed again and again");
    await runtime.runner.sync();
    expect([...runtime.runner.desired.values()]).toMatchObject([{ change: { app: { generation: 3, revision: { number: 1 } } } }]);
    await runtime.settle();
    await see(runtime, { restartCount: 9 });
    expect(await newest(runtime)).toMatchObject({ id: rollback?.id, state: "succeeded" });
    const { items } = await runtime.world.as("admin").call(listAudit, { query: { action: "deployment.revert" } });
    expect(items).toMatchObject([{ actor: "cameleer", detail: { reason: "crash-loop" } }]);
  });

  test("is left as it is when it is the first, and shown as what it is", async ({ expect }) => {
    const runtime = await aRuntime();
    await runtime.deploy({ action: "deploy", artifactId: await runtime.upload("1") });
    await runtime.settle();
    await see(runtime, { restartCount: 3, health: "unhealthy" });
    expect(await newest(runtime)).toMatchObject({ action: "deploy", automatic: false });
    const { placements } = await runtime.world.as("viewer").call(getApp, { params: { id: runtime.appId } });
    expect(placements).toMatchObject([{ state: "failed" }]);
  });
});

describe("a revision that its runner took back because it did not get ready", () => {
  test("is not wanted any more: a restart, the next comparison and the next way back begin with what runs", async ({ expect }) => {
    const runtime = await twoVersions();
    const failed = await runtime.deploy({ action: "deploy", artifactId: await runtime.upload("3") });
    await runtime.runner.sync();
    await runtime.runner.sync({ events: rollout(failed.id, failed.generation, ["probing", "reverting", "rolled-back"]) });
    const { placements } = await runtime.world.as("viewer").call(getApp, { params: { id: runtime.appId } });
    expect(placements).toMatchObject([{ desired: { artifactVersion: "2", revisionNumber: 2, generation: 3, deploymentId: failed.id } }]);
    expect(await runtime.deploy({ action: "restart" })).toMatchObject({
      artifactVersion: "2",
      previousRevisionId: failed.previousRevisionId,
    });
  });
});

const instance = { id: "c", name: "c", slot: 0, generation: 2, state: "running", health: "healthy", startedAt: null } as const;
const facts = { exitCode: null, cpuPercent: null, memoryBytes: null } as const;

function seenWith(change: Partial<Instance>, conditions: ObservedApp["conditions"] = []): ObservedApp {
  const ids = { environmentId: "env_1", appId: "app_1", activeRevisionId: null, url: null } as const;
  const instances = [{ ...instance, ...facts, restartCount: 0, oomKilled: false, ...change }];
  return { ...ids, observedGeneration: 2, phase: "succeeded", conditions, instances };
}

const looping = { type: "CrashLooping", status: "true", reason: "", message: "", since: "2026-11-22T04:00:00Z" } as const;
const good = { seen: seenWith({}), generation: 2, succeededAt: 1_000, autoRollback: true, bakeMs: 5_000, nowMs: 2_000 };

test.for<[string, Partial<typeof good>, ReturnType<typeof verdictOf>]>([
  ["runs well", {}, undefined],
  ["restarted twice", { seen: seenWith({ restartCount: 2 }) }, undefined],
  ["restarted three times", { seen: seenWith({ restartCount: 3 }) }, "crash-loop"],
  ["is said to crash", { seen: seenWith({}, [looping]) }, "crash-loop"],
  ["was killed for its memory", { seen: seenWith({ oomKilled: true }) }, "oom-killed"],
  ["crashed in the generation before", { seen: seenWith({ restartCount: 9, generation: 1 }) }, undefined],
  ["crashes later than the bake time", { seen: seenWith({ restartCount: 3 }), nowMs: 6_001 }, undefined],
  ["is not to be taken back", { seen: seenWith({ restartCount: 3 }), autoRollback: false }, undefined],
])("an app that %s", ([, change, verdict], { expect }) => {
  expect(verdictOf({ ...good, ...change })).toBe(verdict);
});
