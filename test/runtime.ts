import type { Answer } from "#schema/contract/endpoint";
import type { DeploymentRequest } from "#schema/contract/deployments";
import { createApp } from "#schema/contract/apps";
import { completeUpload, createUpload, putUploadPart } from "#schema/contract/artifacts";
import { createDeployment } from "#schema/contract/deployments";
import { createEnvironment } from "#schema/contract/environments";
import type { SignedChange } from "#schema/protocol/runner/v1/signed-change";
import type { RunnerDouble, RunnerWishes } from "#test/runner-double";
import { aRunner, rollout, running } from "#test/runner-double";
import type { Wishes, World } from "#test/world";
import { aWorld } from "#test/world";
import { jarOf } from "#test/zip";

type Deployment = Answer<typeof createDeployment>;

/** A server with a runner, two environments and an app. */
export interface Runtime {
  readonly world: World;
  readonly runner: RunnerDouble;
  readonly appId: string;
  readonly dev: string;
  readonly prod: string;
  /** An artifact of the app; returns its id. */
  upload(version: string): Promise<string>;
  /** A deployment in `dev` unless the request says otherwise, by an operator. */
  deploy(request: Partial<DeploymentRequest> & Pick<DeploymentRequest, "action">): Promise<Deployment>;
  /** The runner takes up what is wanted and does all of it well. */
  settle(): Promise<void>;
}

export async function aRuntime(wishes: Wishes & { readonly runner?: RunnerWishes } = {}): Promise<Runtime> {
  const { runner: runnerWishes, ...worldWishes } = wishes;
  const world = await aWorld(worldWishes);
  const runner = await aRunner(world, runnerWishes);
  const [dev, prod] = [await environment(world, "dev"), await environment(world, "prod")];
  const { id: appId } = await world.as("operator").call(createApp, { body: { name: "orders" } });
  return {
    world,
    runner,
    appId,
    dev,
    prod,
    upload: (version) => upload(world, appId, version),
    deploy: (request) => {
      world.clock.advance({ seconds: 1 });
      const body = { appId, environmentId: dev, reason: "", ...request } as DeploymentRequest;
      return world.as("operator").call(createDeployment, { body });
    },
    settle: () => settle(runner),
  };
}

async function environment(world: World, name: string): Promise<string> {
  return (await world.as("admin").call(createEnvironment, { body: { name } })).id;
}

async function upload(world: World, appId: string, version: string): Promise<string> {
  const jar = jarOf({ "Main-Class": "com.acme.Orders", "Implementation-Version": version });
  const operator = world.as("operator");
  const { id } = await operator.call(createUpload, { params: { id: appId }, body: { fileName: "orders.jar", sizeBytes: jar.length } });
  await operator.call(putUploadPart, { params: { id, number: 1 }, body: jar, contentType: "application/octet-stream" });
  return (await operator.call(completeUpload, { params: { id } })).id;
}

let snapshots = 0;

async function settle(runner: RunnerDouble): Promise<void> {
  await runner.sync();
  const wanted = [...runner.desired.values()];
  const events = wanted.flatMap((signed) => {
    const { deploymentId, generation } = factsOf(signed);
    return rollout(deploymentId, generation, ["pending", "probing", "succeeded"]);
  });
  const apps = wanted.filter(({ change }) => change.type === "app.apply").map(running);
  await runner.sync({ events, snapshot: { apps, conditions: [] }, snapshotHash: `snapshot ${++snapshots}` });
}

function factsOf({ change }: SignedChange): { deploymentId: string; generation: number } {
  return change.type === "app.apply" ? change.app : change.removal;
}
