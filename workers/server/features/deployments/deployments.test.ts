import { describe, test } from "vitest";
import { deleteApp, getApp } from "#schema/contract/apps";
import { listAudit } from "#schema/contract/audit";
import { cancelDeployment, createDeployment, getDeployment, listDeployments } from "#schema/contract/deployments";
import { deleteEnvironment, updateEnvironment } from "#schema/contract/environments";
import { getRunner, updateRunner } from "#schema/contract/runners";
import { aRunner, rollout } from "#test/runner-double";
import type { Runtime } from "#test/runtime";
import { aRuntime } from "#test/runtime";

/** The longer stories take dozens of requests. */
const patienceMs = 60_000;
const none = `art_${"0".repeat(32)}`;

async function stateOf({ world, appId }: Runtime): Promise<string | undefined> {
  const { placements } = await world.as("viewer").call(getApp, { params: { id: appId } });
  return placements[0]?.state;
}

describe("a deployment", () => {
  test("goes from the click to the host and back to the page", async ({ expect }) => {
    const runtime = await aRuntime();
    const { world, runner, deploy, upload, settle, appId, dev } = runtime;
    const deployment = await deploy({ action: "deploy", artifactId: await upload("1.0.0"), replicas: 2, reason: "first" });
    expect(deployment).toMatchObject({ state: "waiting", generation: 1, revisionNumber: 1, previousRevisionId: null, replicas: 2 });
    expect(await stateOf(runtime)).toBe("waiting");
    await settle();
    const [signed] = [...runner.desired.values()];
    expect(signed).toMatchObject({
      rev: 1,
      change: { app: { app: { name: "orders" }, environment: { id: dev, name: "dev" }, replicas: 2 } },
    });
    const done = await world.as("viewer").call(getDeployment, { params: { id: deployment.id } });
    expect(done).toMatchObject({
      state: "succeeded",
      failure: null,
      revision: { number: 1, artifact: { version: "1.0.0" } },
      previous: null,
    });
    expect(done.events.map(({ phase }) => phase)).toEqual(["pending", "probing", "succeeded"]);
    const { placements } = await world.as("viewer").call(getApp, { params: { id: appId } });
    expect(placements).toMatchObject([
      { state: "running", runner: "runner-1", desired: { generation: 1 }, observed: { generation: 1, healthyInstances: 2 } },
    ]);
    expect((await world.as("viewer").call(getRunner, { params: { id: runner.id } })).apps).toBe(1);
    const { items } = await world.as("admin").call(listAudit, { query: { action: "deployment.deploy" } });
    expect(items).toMatchObject([{ actor: "operator", target: deployment.id, detail: { after: { replicas: 2 }, reason: "first" } }]);
  });

  test(
    "can be followed by a stop, a start, a restart and another number of replicas, each with its own history",
    { timeout: patienceMs },
    async ({ expect }) => {
      const runtime = await aRuntime();
      const { runner, deploy, upload, settle, world } = runtime;
      await deploy({ action: "deploy", artifactId: await upload("1.0.0") });
      await settle();
      await deploy({ action: "stop" });
      await settle();
      expect(await stateOf(runtime)).toBe("stopped");
      await deploy({ action: "start" });
      await deploy({ action: "restart" });
      await deploy({ action: "scale", replicas: 3 });
      await settle();
      expect(await stateOf(runtime)).toBe("running");
      expect([...runner.desired.values()]).toMatchObject([
        { change: { app: { generation: 5, restartNonce: 1, replicas: 3, revision: { number: 1 } } } },
      ]);
      const { items } = await world.as("viewer").call(listDeployments, { query: { app: "orders", environment: "dev" } });
      expect(items.map(({ action, state }) => `${action} ${state}`)).toEqual([
        "scale succeeded",
        "restart superseded",
        "start superseded",
        "stop succeeded",
        "deploy succeeded",
      ]);
    },
  );

  test("is one change for a runner that was away while five were asked for", { timeout: patienceMs }, async ({ expect }) => {
    const { runner, deploy, upload } = await aRuntime();
    for (const version of ["1", "2", "3", "4", "5"]) await deploy({ action: "deploy", artifactId: await upload(version) });
    const { changes, rev } = await runner.sync();
    expect(changes).toMatchObject([{ rev, change: { app: { generation: 5, revision: { number: 5 } } } }]);
  });

  test("that fails says why, with the evidence, and the app is shown as it is", async ({ expect }) => {
    const runtime = await aRuntime();
    const { world, runner, deploy, upload } = runtime;
    const { id, generation } = await deploy({ action: "deploy", artifactId: await upload("1.0.0") });
    await runner.sync();
    const [first, failed, last] = rollout(id, generation, ["pending", "probing", "failed"]);
    const evidence = { exitCode: 3, oomKilled: false, probes: [], logTail: ["no database"] };
    const told = [first, { ...failed, outcome: "failed", reason: "exited", message: "It exited with 3 after 2 s.", evidence }, last];
    await runner.sync({ events: told as never });
    const done = await world.as("viewer").call(getDeployment, { params: { id } });
    expect(done).toMatchObject({ state: "failed", failure: { reason: "exited", message: "It exited with 3 after 2 s." } });
    expect(done.events[1]?.evidence).toEqual(evidence);
    expect(await stateOf(runtime)).toBe("failed");
  });

  test("that is under way can be cancelled; what was wanted before is wanted again", async ({ expect }) => {
    const { world, runner, deploy, upload, settle } = await aRuntime();
    const first = await deploy({ action: "deploy", artifactId: await upload("1"), replicas: 2 });
    await settle();
    const second = await deploy({ action: "deploy", artifactId: await upload("2"), replicas: 4 });
    const cancel = () => world.as("operator").call(cancelDeployment, { params: { id: second.id } });
    expect(await cancel()).toMatchObject({ action: "cancel", revisionId: first.revisionId, replicas: 2, generation: 3 });
    await runner.sync();
    expect([...runner.desired.values()]).toMatchObject([{ change: { app: { revision: { number: 1 }, replicas: 2 } } }]);
    await expect(cancel()).rejects.toMatchObject({ code: "deployment-over" });
  });

  test("that was the first is taken away again when it is cancelled", async ({ expect }) => {
    const { world, runner, deploy, upload } = await aRuntime();
    const first = await deploy({ action: "deploy", artifactId: await upload("1") });
    await world.as("operator").call(cancelDeployment, { params: { id: first.id } });
    await runner.sync();
    expect([...runner.desired.values()]).toMatchObject([{ change: { type: "app.remove", removal: { mode: "stop", generation: 2 } } }]);
  });

  test("in a protected environment needs somebody who may change environments", async ({ expect }) => {
    const { world, deploy, upload, dev, appId } = await aRuntime();
    await world.as("admin").call(updateEnvironment, { params: { id: dev }, body: { protected: true } });
    const artifactId = await upload("1");
    await expect(deploy({ action: "deploy", artifactId })).rejects.toMatchObject({ code: "environment-protected" });
    const body = { action: "deploy" as const, appId, environmentId: dev, artifactId };
    expect(await world.as("admin").call(createDeployment, { body })).toMatchObject({ state: "waiting" });
  });

  test("makes no sense for something that is not there", async ({ expect }) => {
    const { deploy, runner, world } = await aRuntime();
    await expect(deploy({ action: "deploy", artifactId: none })).rejects.toMatchObject({ code: "not-found" });
    for (const action of ["start", "stop", "restart", "remove"] as const) {
      await expect(deploy({ action })).rejects.toMatchObject({ code: "conflict" });
    }
    await world.as("admin").call(updateRunner, { params: { id: runner.id }, body: { draining: true } });
  });
});

describe("where an app runs", () => {
  test("is the runner that is named, else the one with fewest apps; then it stays there", { timeout: patienceMs }, async ({ expect }) => {
    const { world, runner, deploy, upload, prod } = await aRuntime();
    const artifactId = await upload("1");
    expect(await deploy({ action: "deploy", artifactId })).toMatchObject({ runnerId: runner.id });
    const second = await aRunner(world, { name: "runner-2" });
    expect(await deploy({ action: "deploy", artifactId, environmentId: prod })).toMatchObject({ runnerId: second.id, runner: "runner-2" });
    const moved = deploy({ action: "deploy", artifactId, environmentId: prod, runnerId: runner.id });
    await expect(moved).rejects.toMatchObject({ code: "conflict" });
  });

  test("is never a runner that drains, is silent or serves other environments", { timeout: patienceMs }, async ({ expect }) => {
    const { world, runner, deploy, upload, prod } = await aRuntime();
    const artifactId = await upload("1");
    const admin = world.as("admin");
    const change = (body: { draining?: boolean; environmentIds?: string[] }) =>
      admin.call(updateRunner, { params: { id: runner.id }, body });
    await change({ draining: true });
    await expect(deploy({ action: "deploy", artifactId })).rejects.toMatchObject({ code: "conflict" });
    await change({ draining: false, environmentIds: [prod] });
    await expect(deploy({ action: "deploy", artifactId })).rejects.toMatchObject({ code: "conflict" });
    await change({ environmentIds: [] });
    world.clock.advance({ seconds: 181 });
    await expect(deploy({ action: "deploy", artifactId })).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a removal", () => {
  test(
    "is over when the runner no longer sees the app; its history stays, and generations go on",
    { timeout: patienceMs },
    async ({ expect }) => {
      const runtime = await aRuntime();
      const { world, runner, deploy, upload, settle, appId, dev } = runtime;
      const artifactId = await upload("1");
      await deploy({ action: "deploy", artifactId });
      await settle();
      const removal = await deploy({ action: "remove" });
      expect(await stateOf(runtime)).toBe("removing");
      await expect(world.as("admin").call(deleteEnvironment, { params: { id: dev } })).rejects.toMatchObject({ code: "conflict" });
      await expect(world.as("operator").call(deleteApp, { params: { id: appId } })).rejects.toMatchObject({ code: "conflict" });
      await runner.sync();
      await runner.sync({ snapshot: { apps: [], conditions: [] }, snapshotHash: "empty" });
      expect(await stateOf(runtime)).toBeUndefined();
      expect(await world.as("viewer").call(getDeployment, { params: { id: removal.id } })).toMatchObject({ state: "succeeded" });
      expect(await deploy({ action: "deploy", artifactId })).toMatchObject({ generation: 3, revisionNumber: 2 });
    },
  );

  test("is not over because a runner that has not heard of it yet sees nothing", async ({ expect }) => {
    const runtime = await aRuntime();
    const { runner, deploy, upload } = runtime;
    await deploy({ action: "deploy", artifactId: await upload("1") });
    await deploy({ action: "remove" });
    await runner.sync({ snapshot: { apps: [], conditions: [] }, snapshotHash: "empty" });
    expect(await stateOf(runtime)).toBe("removing");
  });
});
