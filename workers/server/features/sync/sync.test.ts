import { describe, test } from "vitest";
import { getAppSettings, putAppSecret, putAppSettings } from "#schema/contract/app-settings";
import { getDeployment } from "#schema/contract/deployments";
import { getRunnerArtifact, syncRunner } from "#schema/contract/runner-protocol";
import { createRunnerTask, getRunner, listRunnerTasks, rotateRunner, updateRunner } from "#schema/contract/runners";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { openSecret } from "#schema/protocol/runner/v1/sealed-secret";
import { rangeOf } from "#server/features/sync/byte-range";
import type { RunnerDouble } from "#test/runner-double";
import { aRunner, rollout } from "#test/runner-double";
import { aRuntime } from "#test/runtime";
import { aWorld } from "#test/world";

function appOf(runner: RunnerDouble): DesiredApp {
  const [signed] = [...runner.desired.values()];
  if (signed?.change.type !== "app.apply") throw new Error("Nothing is wanted");
  return signed.change.app;
}

describe("sync", () => {
  test("tells an app where its telemetry goes; its own settings come after and win", async ({ expect }) => {
    const { world, runner, deploy, upload, appId, dev } = await aRuntime({ publicUrl: "https://cameleer.example" });
    const params = { id: appId, environmentId: dev };
    const { settings } = await world.as("operator").call(getAppSettings, { params });
    const variables = [{ name: "OTEL_SERVICE_NAME", value: "mine" }];
    await world.as("operator").call(putAppSettings, { params, body: { settings: { ...settings, variables }, basedOn: 0 } });
    await deploy({ action: "deploy", artifactId: await upload("1.2.3") });
    await runner.sync();
    const app = appOf(runner);
    expect(app.variables).toEqual([
      { name: "CAMELEER_SERVER_URL", value: "https://cameleer.example" },
      { name: "CAMELEER_ENVIRONMENT", value: "dev" },
      { name: "CAMELEER_APP", value: "orders" },
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: "https://cameleer.example" },
      { name: "OTEL_EXPORTER_OTLP_PROTOCOL", value: "http/protobuf" },
      { name: "OTEL_SERVICE_NAME", value: "orders" },
      { name: "OTEL_RESOURCE_ATTRIBUTES", value: "deployment.environment.name=dev,service.version=1.2.3" },
      { name: "OTEL_SERVICE_NAME", value: "mine" },
    ]);
    expect(app.route).toEqual({ mode: "path", host: null, pathPrefix: "/apps/dev/orders", stripPrefix: true, tls: true });
  });

  test("hands secrets over sealed for this runner, the credential of telemetry among them", async ({ expect }) => {
    const { world, runner, deploy, upload, appId, dev } = await aRuntime();
    const params = { id: appId, environmentId: dev, name: "DB_PASSWORD" };
    await world.as("operator").call(putAppSecret, { params, body: { value: "pa55" } });
    await deploy({ action: "deploy", artifactId: await upload("1") });
    const { changes } = await runner.sync();
    const opened = appOf(runner).secrets.map(async ({ name, version, sealed }) => {
      const place = { runnerId: runner.id, environmentId: dev, appId, name, version };
      return [name, await openSecret(runner.keys.seal, place, sealed)];
    });
    expect(await Promise.all(opened)).toEqual([
      ["OTEL_EXPORTER_OTLP_HEADERS", expect.stringMatching(/^Authorization=Bearer%20cml_a_\w{49}$/)],
      ["DB_PASSWORD", "pa55"],
    ]);
    expect(JSON.stringify([changes, world.lines])).not.toMatch(/pa55|cml_a_/);
  });

  test("repeats what a runner does not have, and nothing that it has", async ({ expect }) => {
    const { runner, deploy, upload } = await aRuntime();
    await deploy({ action: "deploy", artifactId: await upload("1") });
    const first = await runner.sync();
    expect((await runner.sync({ haveRev: 0 })).changes).toMatchObject([{ rev: first.rev }]);
    expect((await runner.sync()).changes).toEqual([]);
  });

  test("stores each event once, and acknowledges up to the first that is missing", async ({ expect }) => {
    const { world, runner, deploy, upload } = await aRuntime();
    const { id, generation } = await deploy({ action: "deploy", artifactId: await upload("1") });
    const [one, two, three] = rollout(id, generation, ["pending", "probing", "succeeded"]);
    const tell = async (...events: unknown[]) => (await runner.sync({ events: events as never })).acknowledged.events;
    expect(await tell(one)).toEqual([{ deploymentId: id, seq: 1 }]);
    expect(await tell(three)).toEqual([{ deploymentId: id, seq: 1 }]);
    expect(await tell(one, two)).toEqual([{ deploymentId: id, seq: 3 }]);
    const { events, state } = await world.as("viewer").call(getDeployment, { params: { id } });
    expect([state, events.map(({ seq }) => seq)]).toEqual(["succeeded", [1, 2, 3]]);
  });

  test("of another runner's deployment changes nothing, and need not be told again", async ({ expect }) => {
    const { world, deploy, upload } = await aRuntime();
    const { id, generation } = await deploy({ action: "deploy", artifactId: await upload("1") });
    const other = await aRunner(world, { name: "runner-2" });
    const { acknowledged } = await other.sync({ events: rollout(id, generation, ["failed"]) });
    expect(acknowledged.events).toEqual([{ deploymentId: id, seq: 1 }]);
    expect(await world.as("viewer").call(getDeployment, { params: { id } })).toMatchObject({ state: "waiting", events: [] });
  });

  test("asks for a snapshot that the server does not have, and only then", async ({ expect }) => {
    const runner = await aRunner(await aWorld());
    const snapshot = { apps: [], conditions: [] };
    expect(await runner.sync({ snapshotHash: "a" })).toMatchObject({ needSnapshot: true });
    expect(await runner.sync({ snapshotHash: "a", snapshot })).toMatchObject({ needSnapshot: false });
    expect(await runner.sync({ snapshotHash: "a" })).toMatchObject({ needSnapshot: false });
    await runner.restart();
    expect(await runner.sync({ snapshotHash: "a" })).toMatchObject({ needSnapshot: true });
  });

  test("that arrives late does not undo what a later one has said", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    const conditions = [{ type: "ExecutorUnavailable", status: "true" as const, reason: "", message: "", since: "2026-11-22T04:00:00Z" }];
    await runner.sync({ seq: 9, snapshotHash: "b", snapshot: { apps: [], conditions } });
    await runner.sync({ seq: 8, snapshotHash: "a", snapshot: { apps: [], conditions: [] } });
    expect(await world.as("viewer").call(getRunner, { params: { id: runner.id } })).toMatchObject({ conditions });
  });

  test("of a process that was replaced is refused", async ({ expect }) => {
    const runner = await aRunner(await aWorld());
    const before = runner.epoch();
    await runner.restart();
    await expect(runner.sync({ epoch: before })).rejects.toMatchObject({ code: "stale-epoch" });
  });

  test("with a wait ends as soon as there is something new", async ({ expect }) => {
    const { runner, deploy, upload } = await aRuntime();
    const artifactId = await upload("1");
    const waiting = runner.sync({}, { wait: 25 });
    await deploy({ action: "deploy", artifactId });
    expect((await waiting).changes).toHaveLength(1);
    const { events } = (await runner.sync({}, { wait: 0 })).acknowledged;
    expect(events).toEqual([]);
  });

  test("brings directives: drain, rotate", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    expect((await runner.sync()).directives).toEqual({ draining: false, rotateKeys: false, tails: [] });
    const params = { id: runner.id };
    await world.as("admin").call(updateRunner, { params, body: { draining: true } });
    await world.as("admin").call(rotateRunner, { params });
    expect((await runner.sync()).directives).toMatchObject({ draining: true, rotateKeys: true });
  });

  test("without a number, or with another person's token, is none", async ({ expect }) => {
    const world = await aWorld();
    await aRunner(world);
    const response = await world.as("admin").fetch(syncRunner.path, { method: "POST", body: "{}" });
    expect(response.status).toBe(403);
  });
});

describe("tasks", () => {
  test("are handed out once, and again when nothing was heard of them", async ({ expect }) => {
    const world = await aWorld();
    const runner = await aRunner(world);
    const params = { id: runner.id };
    const { id } = await world.as("admin").call(createRunnerTask, { params, body: { kind: "diagnose" } });
    const [task] = (await runner.sync()).tasks;
    expect(task).toMatchObject({ id, kind: "diagnose" });
    expect((await runner.sync()).tasks).toEqual([]);
    world.clock.advance({ seconds: 301 });
    const [again] = (await runner.sync()).tasks;
    const report = { id, state: "done" as const, result: { ok: true } };
    await runner.sync({ tasks: [{ ...report, leaseId: task?.leaseId ?? "" }] });
    const state = async () => (await world.as("viewer").call(listRunnerTasks, { params })).items[0];
    expect(await state()).toMatchObject({ state: "running" });
    expect((await runner.sync({ tasks: [{ ...report, leaseId: again?.leaseId ?? "" }] })).acknowledged.tasks).toEqual([id]);
    expect(await state()).toMatchObject({ state: "done", result: { ok: true }, endedAt: expect.any(String) });
  });
});

describe("an artifact", () => {
  test("is given to the runner that is to run it, whole or in pieces", async ({ expect }) => {
    const { world, runner, deploy, upload } = await aRuntime();
    await deploy({ action: "deploy", artifactId: await upload("1") });
    await runner.sync();
    const { artifact } = appOf(runner);
    const sha256 = artifact.kind === "jar" ? artifact.sha256 : "";
    const get = (headers: Record<string, string> = {}) => runner.caller.fetch(`/runner/v1/artifacts/${sha256}`, { headers });
    const whole = Buffer.from(await (await get()).arrayBuffer());
    expect(Buffer.from(await crypto.subtle.digest("SHA-256", whole)).toString("hex")).toBe(sha256);
    const rest = await get({ range: "bytes=100-", "if-range": `"${sha256}"` });
    expect([rest.status, rest.headers.get("content-range")]).toEqual([206, `bytes 100-${whole.length - 1}/${whole.length}`]);
    expect(Buffer.from(await rest.arrayBuffer()).equals(whole.subarray(100))).toBe(true);
    expect((await get({ range: "bytes=100-", "if-range": '"another"' })).status).toBe(200);
    expect((await get({ range: `bytes=${whole.length}-` })).status).toBe(416);
    const other = await aRunner(world, { name: "runner-2" });
    await expect(other.caller.call(getRunnerArtifact, { params: { sha256 } })).rejects.toMatchObject({ code: "not-found" });
  });

  test.for([
    ["bytes=0-9", { offset: 0, length: 10 }],
    ["bytes=90-", { offset: 90, length: 10 }],
    ["bytes=90-1000", { offset: 90, length: 10 }],
    ["bytes=-10", { offset: 90, length: 10 }],
    ["bytes=-1000", { offset: 0, length: 100 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=9-0", undefined],
    ["bytes=0-1,3-4", undefined],
    ["lines=0-1", undefined],
    [null, undefined],
  ] as const)("the range %s of 100 bytes", ([header, range], { expect }) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });
});
