import { describe, test } from "vitest";
import { deleteArtifact } from "#schema/contract/artifacts";
import { putAppSecret, putAppSettings } from "#schema/contract/app-settings";
import { previewDeployment } from "#schema/contract/deployments";
import { compareRevisions, listRevisions } from "#schema/contract/revisions";
import { rollout } from "#test/runner-double";
import type { Runtime } from "#test/runtime";
import { aRuntime } from "#test/runtime";

const debug = { variables: [{ name: "LOG_LEVEL", value: "debug" }] };

async function setSettings({ world, appId, dev }: Runtime, settings: object, basedOn: number): Promise<void> {
  const params = { id: appId, environmentId: dev };
  await world.as("operator").call(putAppSettings, { params, body: { settings, basedOn } });
}

async function setSecret({ world, appId }: Runtime, environmentId: string, value: string): Promise<void> {
  const params = { id: appId, environmentId, name: "DB_PASSWORD" };
  await world.as("operator").call(putAppSecret, { params, body: { value } });
}

/** Version 1 with its settings, then version 2 with others. */
async function twoRevisions(): Promise<Runtime & { readonly first: string; readonly second: string }> {
  const runtime = await aRuntime();
  const { deploy, upload, settle, dev } = runtime;
  await setSecret(runtime, dev, "one");
  const { revisionId: first } = await deploy({ action: "deploy", artifactId: await upload("1") });
  await settle();
  await setSettings(runtime, debug, 0);
  await setSecret(runtime, dev, "two");
  const { revisionId: second } = await deploy({ action: "deploy", artifactId: await upload("2") });
  await settle();
  return { ...runtime, first, second };
}

describe("revisions", () => {
  test("are kept with what they consist of, and can be compared", async ({ expect }) => {
    const { world, first, second, appId, dev } = await twoRevisions();
    const viewer = world.as("viewer");
    const { items } = await viewer.call(listRevisions, { query: { appId, environmentId: dev } });
    expect(items.map(({ id, number }) => [id, number])).toEqual([
      [second, 2],
      [first, 1],
    ]);
    const { diff } = await viewer.call(compareRevisions, { params: { id: second }, query: { with: first } });
    expect(await viewer.call(compareRevisions, { params: { id: second } })).toMatchObject({ from: { id: first }, diff });
    expect(diff).toEqual({
      artifact: { from: "1", to: "2" },
      settings: [{ path: "/variables/LOG_LEVEL", from: null, to: "debug" }],
      secrets: [{ name: "DB_PASSWORD", from: 1, to: 2 }],
    });
  });

  test("are not multiplied by deploying the same thing again", async ({ expect }) => {
    const { deploy, upload, second } = await twoRevisions();
    expect(await deploy({ action: "deploy", artifactId: await upload("2") })).toMatchObject({ revisionId: second, revisionNumber: 2 });
  });

  test("keep their artifact from being deleted", async ({ expect }) => {
    const { world, upload } = await twoRevisions();
    const deletion = world.as("operator").call(deleteArtifact, { params: { id: await upload("1") } });
    await expect(deletion).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a rollback", () => {
  test("goes back to artifact, settings and secrets together", async ({ expect }) => {
    const { deploy, runner, first, settle } = await twoRevisions();
    expect(await deploy({ action: "rollback", revisionId: first, settings: "revision" })).toMatchObject({
      revisionId: first,
      generation: 3,
    });
    await settle();
    const [signed] = [...runner.desired.values()];
    expect(signed).toMatchObject({
      change: { app: { generation: 3, revision: { number: 1 }, secrets: [{}, { name: "DB_PASSWORD", version: 1 }] } },
    });
    expect(JSON.stringify(signed)).not.toContain("LOG_LEVEL");
  });

  test("can go back to the artifact only, under the settings of today", async ({ expect }) => {
    const { deploy, first, world, appId, dev } = await twoRevisions();
    const request = { action: "rollback" as const, revisionId: first, settings: "current" as const };
    const body = { ...request, appId, environmentId: dev };
    const preview = await world.as("operator").call(previewDeployment, { body });
    expect(preview).toMatchObject({ to: { id: null, artifact: { version: "1" }, settings: debug } });
    expect(preview.diff).toEqual({ artifact: { from: "2", to: "1" }, settings: [], secrets: [] });
    expect(await deploy(request)).toMatchObject({ revisionNumber: 3, artifactVersion: "1" });
  });

  test("goes to a revision of the same app and environment only", async ({ expect }) => {
    const { deploy, first, prod } = await twoRevisions();
    const elsewhere = deploy({ action: "rollback", revisionId: first, settings: "revision", environmentId: prod });
    await expect(elsewhere).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a promotion", () => {
  test("takes what runs to the next environment, with the settings and secrets of that place", async ({ expect }) => {
    const runtime = await twoRevisions();
    const { deploy, dev, prod } = runtime;
    await setSecret(runtime, prod, "for production");
    const promoted = await deploy({ action: "promote", fromEnvironmentId: dev, environmentId: prod });
    expect(promoted).toMatchObject({ environment: "prod", artifactVersion: "2", revisionNumber: 1 });
  });

  test("takes what has just succeeded, before its runner was seen to run it", async ({ expect }) => {
    const { deploy, upload, runner, dev, prod } = await twoRevisions();
    const { id } = await deploy({ action: "deploy", artifactId: await upload("3") });
    await runner.sync();
    await runner.sync({ events: rollout(id, 3, ["pending", "probing", "succeeded"]) });
    const promoted = await deploy({ action: "promote", fromEnvironmentId: dev, environmentId: prod });
    expect(promoted).toMatchObject({ artifactVersion: "3" });
  });

  test("takes nothing that is only wanted", async ({ expect }) => {
    const { deploy, upload, dev, prod } = await aRuntime();
    await deploy({ action: "deploy", artifactId: await upload("1") });
    const untried = deploy({ action: "promote", fromEnvironmentId: dev, environmentId: prod });
    await expect(untried).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a preview", () => {
  test("of the first deployment shows everything that would come, and changes nothing", async ({ expect }) => {
    const { world, upload, appId, dev, runner } = await aRuntime();
    const body = { action: "deploy" as const, appId, environmentId: dev, artifactId: await upload("1") };
    const preview = await world.as("operator").call(previewDeployment, { body });
    expect(preview).toMatchObject({
      from: null,
      to: { id: null },
      runnerId: runner.id,
      warnings: [],
      diff: { artifact: { from: "", to: "1" } },
    });
    expect(preview.diff.settings).toContainEqual({ path: "/resources/memoryBytes", from: null, to: 512 * 1024 * 1024 });
    expect((await runner.sync()).changes).toEqual([]);
  });

  test("says when the change would have to wait", async ({ expect }) => {
    const { world, deploy, upload, appId, dev } = await aRuntime();
    await deploy({ action: "deploy", artifactId: await upload("1") });
    world.clock.advance({ seconds: 181 });
    const preview = await world.as("operator").call(previewDeployment, { body: { action: "stop", appId, environmentId: dev } });
    expect(preview.warnings).toEqual(["runner-1 is not connected: the change waits until it is back."]);
  });
});
