import { describe, test } from "vitest";
import { createEnvironment } from "#schema/contract/environments";
import { issueRunnerToken, leaveRunner, rotateRunnerKeys } from "#schema/contract/runner-protocol";
import {
  createEnrollment,
  createRunnerTask,
  deleteRunner,
  getRunner,
  listRunnerTasks,
  rotateRunner,
  updateRunner,
} from "#schema/contract/runners";
import { isAtLeast } from "#server/features/runners/runner";
import { aRunner } from "#test/runner-double";
import { newRunnerKeys } from "#test/runner-keys";
import { aWorld } from "#test/world";

describe("runners", () => {
  test("can be renamed, given environments and drained", async ({ expect }) => {
    const world = await aWorld();
    const admin = world.as("admin");
    const { id: environmentId } = await admin.call(createEnvironment, { body: { name: "prod" } });
    const runner = await aRunner(world);
    const body = { name: "rack-8", environmentIds: [environmentId], draining: true };
    expect(await admin.call(updateRunner, { params: { id: runner.id }, body })).toMatchObject({
      name: "rack-8",
      environmentIds: [environmentId],
      state: "draining",
      apps: 0,
    });
  });

  test("serve only environments that exist", async ({ expect }) => {
    const world = await aWorld();
    const missing = `env_${"0".repeat(32)}`;
    const enrollment = world.as("admin").call(createEnrollment, { body: { name: "a", environmentIds: [missing] } });
    await expect(enrollment).rejects.toMatchObject({ code: "not-found" });
  });

  test("silence is shown as unknown, never as health", async ({ expect }) => {
    const world = await aWorld();
    const { id } = await aRunner(world);
    world.clock.advance({ seconds: 240 });
    expect(await world.as("viewer").call(getRunner, { params: { id } })).toMatchObject({ state: "unknown" });
  });

  test("one that leaves on purpose is shown so until it is back", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    await runner.caller.call(leaveRunner, { body: { epoch: runner.epoch(), reason: "upgrade" } });
    const see = async () => world.as("viewer").call(getRunner, { params: { id: runner.id } });
    expect(await see()).toMatchObject({ state: "leaving" });
    await runner.restart();
    expect(await see()).toMatchObject({ state: "connected" });
  });

  test("one that unregisters is gone", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    await runner.caller.call(leaveRunner, { body: { epoch: runner.epoch(), unregister: true } });
    await expect(world.as("admin").call(deleteRunner, { params: { id: runner.id } })).rejects.toMatchObject({ code: "not-found" });
  });

  test("new keys are taken from whoever holds the present one; the former count for another day", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    const fresh = await newRunnerKeys();
    await world.as("admin").call(rotateRunner, { params: { id: runner.id } });
    const rotate = async (proof: string) =>
      runner.caller.call(rotateRunnerKeys, { body: { epoch: runner.epoch(), keys: fresh.public, proof } });
    await expect(rotate(await fresh.handover(runner.id, fresh.public))).rejects.toMatchObject({ code: "invalid-request" });
    await rotate(await runner.keys.handover(runner.id, fresh.public));
    const present = async (keys: typeof fresh) =>
      world.anonymous.call(issueRunnerToken, { body: { assertion: await keys.assertion(runner.id, world.clock.now()) } });
    await present(fresh);
    await present(runner.keys);
    world.clock.advance({ seconds: 86_400 });
    await present(fresh);
    await expect(present(runner.keys)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a task waits for its runner, and expires when nobody takes it", async ({ expect }) => {
    const world = await aWorld();
    const { id } = await aRunner(world);
    const task = await world.as("admin").call(createRunnerTask, { params: { id }, body: { kind: "diagnose" } });
    expect(task).toMatchObject({ kind: "diagnose", state: "waiting", createdBy: "admin" });
    world.clock.advance({ seconds: 7_200 });
    expect((await world.as("viewer").call(listRunnerTasks, { params: { id } })).items).toMatchObject([{ id: task.id, state: "expired" }]);
  });
});

test.for([
  ["0.1.0", "0.1.0", true],
  ["0.1.1-beta.2", "0.1.0", true],
  ["0.10.0", "0.9.9", true],
  ["1.0.0", "0.9.9", true],
  ["0.0.9", "0.1.0", false],
] as const)("version %s is at least %s: %s", ([version, oldest, verdict], { expect }) => {
  expect(isAtLeast(version, oldest)).toBe(verdict);
});
