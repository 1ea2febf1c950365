import { constants, setPriority } from "node:os";
import { getAppSettings, putAppSettings } from "#schema/contract/app-settings";
import { completeUpload, createUpload, putUploadPart } from "#schema/contract/artifacts";
import { call } from "#schema/contract/call";
import type { Workload } from "#runner/executor/workload";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying } from "#test/runtime/deploying";
import { testBase } from "#test/runtime/docker-world";
import { aRunnerProcess } from "#test/runtime/runner-process";

export interface RunnerHost {
  /** Milliseconds from taking the change up to its end. */
  deploy(jar: Uint8Array): Promise<number>;
  dispose(): Promise<void>;
}

/** The product, and a runner process that is enrolled with it. */
export async function runnerHost(health: Workload["health"], dockerHost: string): Promise<RunnerHost> {
  const product = await startElsewhere();
  const { caller } = product;
  const people = deploying(product);
  const runner = aRunnerProcess({ baseImage: testBase, edge: { managed: false }, dockerHost });
  runner.register(product.url, await people.enrollmentToken());
  runner.start();
  await eventually({ what: "the runner", withinMs: 60_000 }, () => (runner.output().includes("runner.started") ? true : undefined));
  const place = await people.place("bench-deploy");
  const params = { id: place.appId, environmentId: place.environmentId };
  const { settings, version } = await call(caller, getAppSettings, { params });
  const changed = { ...settings, health, routing: { ...settings.routing, exposed: false } };
  await call(caller, putAppSettings, { params, body: { settings: changed, basedOn: version } });
  return {
    async deploy(jar) {
      const artifactId = await upload(caller, place.appId, jar);
      const { state, events } = await people.ended(await people.begin({ action: "deploy", ...place, artifactId, reason: "" }));
      if (state !== "succeeded") throw new Error(`The deployment ended as ${state}`);
      const times = events.map(({ at }) => Date.parse(at));
      return Math.max(...times) - Math.min(...times);
    },
    async dispose() {
      await people.ended(await people.begin({ action: "remove", ...place, purge: true, reason: "" }));
      await runner.dispose();
      await product.stop();
    },
  };
}

/** A server is on another host as a rule, so it gets what the runner and the engine leave of this one's CPUs. */
async function startElsewhere(): Promise<Product> {
  // What is started inherits it.
  setPriority(constants.priority.PRIORITY_LOW);
  try {
    return await startProduct();
  } finally {
    setPriority(constants.priority.PRIORITY_NORMAL);
  }
}

async function upload(caller: Parameters<typeof call>[0], appId: string, jar: Uint8Array): Promise<string> {
  const { id } = await call(caller, createUpload, { params: { id: appId }, body: { fileName: "orders.jar", sizeBytes: jar.length } });
  await call(caller, putUploadPart, { params: { id, number: 1 }, body: jar, contentType: "application/octet-stream" });
  return (await call(caller, completeUpload, { params: { id } })).id;
}
