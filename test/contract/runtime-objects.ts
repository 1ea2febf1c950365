import { putAppSecret } from "#schema/contract/app-settings";
import { createApp } from "#schema/contract/apps";
import { completeUpload, createUpload, putUploadPart } from "#schema/contract/artifacts";
import { createDeployment } from "#schema/contract/deployments";
import { createEnvironment } from "#schema/contract/environments";
import { createEnrollment } from "#schema/contract/runners";
import { aRunner, enroll } from "#test/runner-double";
import type { World } from "#test/world";
import { jarOf } from "#test/zip";
import type { Maker } from "./objects.ts";

let count = 0;
const canary = (): string => `canary-${(count += 1)}`;

const environment: Maker = async (world) => ({ id: (await world.as("admin").call(createEnvironment, { body: { name: canary() } })).id });
const runner: Maker = async (world) => ({ id: (await enroll(world, { name: canary() })).enrolled.runnerId });
const enrollment: Maker = async (world) => ({ id: (await world.as("admin").call(createEnrollment, { body: { name: canary() } })).id });

/** A runner that is connected, and an environment: one for all apps of a world. */
const sites = new WeakMap<World, Promise<string>>();

function site(world: World): Promise<string> {
  const made = sites.get(world) ?? aRunner(world, { name: canary() }).then(async () => (await environment(world))["id"] ?? "");
  sites.set(world, made);
  return made;
}

async function anApp(world: World, kind: "app" | "server" = "app"): Promise<{ id: string; environmentId: string }> {
  const environmentId = await site(world);
  return { id: (await world.as("operator").call(createApp, { body: { name: canary(), kind } })).id, environmentId };
}

const app: Maker = async (world) => ({ id: (await anApp(world)).id });
const serverApp: Maker = async (world) => ({ id: (await anApp(world, "server")).id });
const place: Maker = (world) => anApp(world);
const freshSecret: Maker = async (world) => ({ ...(await anApp(world)), name: "CANARY" });

const secret: Maker = async (world) => {
  const params = { ...(await anApp(world)), name: "CANARY" };
  await world.as("operator").call(putAppSecret, { params, body: { value: "canary" } });
  return params;
};

/** An upload whose only part has as many bytes as the text. */
async function begin(world: World, id: string, body: Buffer<ArrayBuffer>): Promise<string> {
  const file = { fileName: `${canary()}.jar`, sizeBytes: body.length };
  return (await world.as("operator").call(createUpload, { params: { id }, body: file })).id;
}

async function uploaded(world: World, id: string): Promise<string> {
  const jar = jarOf({ "Main-Class": "M" }, { [canary()]: "" });
  const upload = await begin(world, id, jar);
  const params = { id: upload, number: 1 };
  await world.as("operator").call(putUploadPart, { params, body: jar, contentType: "application/octet-stream" });
  return upload;
}

const upload: Maker = async (world) => ({ id: await begin(world, (await anApp(world)).id, Buffer.from("{}")) });
const part: Maker = async (world) => ({ ...(await upload(world)), number: "1" });
const wholeUpload: Maker = async (world) => ({ id: await uploaded(world, (await anApp(world)).id) });

async function anArtifact(world: World, id: string): Promise<string> {
  return (await world.as("operator").call(completeUpload, { params: { id: await uploaded(world, id) } })).id;
}

const artifact: Maker = async (world) => ({ id: await anArtifact(world, (await anApp(world)).id) });

/** An app that is deployed. */
export async function deployed(world: World) {
  const { id: appId, environmentId } = await anApp(world);
  const body = { action: "deploy" as const, appId, environmentId, artifactId: await anArtifact(world, appId), reason: canary() };
  return world.as("operator").call(createDeployment, { body });
}

const deployment: Maker = async (world) => ({ id: (await deployed(world)).id });
const placed: Maker = async (world) => {
  const { appId, environmentId } = await deployed(world);
  return { id: appId, environmentId };
};
const revision: Maker = async (world) => ({ id: (await deployed(world)).revisionId });

/** Environments, runners and everything that is deployed. */
export const runtimeObjects: Readonly<Record<string, Maker>> = {
  getEnvironment: environment,
  updateEnvironment: environment,
  deleteEnvironment: environment,
  getRunner: runner,
  updateRunner: runner,
  rotateRunner: runner,
  revokeRunner: runner,
  deleteRunner: runner,
  createRunnerTask: runner,
  listRunnerTasks: runner,
  getEnrollment: enrollment,
  deleteEnrollment: enrollment,
  getApp: app,
  updateApp: app,
  deleteApp: app,
  getAppSettings: place,
  putAppSettings: place,
  listAppSettingsVersions: place,
  listAppSecrets: place,
  putAppSecret: freshSecret,
  deleteAppSecret: secret,
  createUpload: app,
  getUpload: upload,
  putUploadPart: part,
  completeUpload: wholeUpload,
  deleteUpload: upload,
  registerImage: serverApp,
  listArtifacts: app,
  getArtifact: artifact,
  deleteArtifact: artifact,
  getDeployment: deployment,
  cancelDeployment: deployment,
  rotateAppToken: placed,
  getRevision: revision,
  compareRevisions: revision,
};
