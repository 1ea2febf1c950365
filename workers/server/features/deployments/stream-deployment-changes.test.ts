import { beforeAll, test } from "vitest";
import { rollout } from "#test/runner-double";
import type { Runtime } from "#test/runtime";
import { aRuntime } from "#test/runtime";

let runtime: Runtime;
let first: Awaited<ReturnType<Runtime["deploy"]>>;

beforeAll(async () => {
  runtime = await aRuntime();
  const artifactId = await runtime.upload("1");
  first = await runtime.deploy({ action: "deploy", artifactId });
  await runtime.deploy({ action: "deploy", artifactId, environmentId: runtime.prod });
});

test("whoever watches a place is told of new deployments there and of their events, and of no other place", async ({ expect }) => {
  const { world, runner, deploy, appId, dev, prod } = runtime;
  const watch = async (environmentId: string) => {
    const address = `/api/v1/deployment-changes?${new URLSearchParams({ appId, environmentId })}`;
    const { body } = await world.as("viewer").fetch(address);
    return (body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream()).getReader();
  };
  const [here, there] = [await watch(dev), await watch(prod)];
  const next = async () => (await here.read()).value;
  const frame = `data: {"type":"deployments.changed"}\n\n`;
  expect(await next()).toBe(": open\n\n");
  await runner.sync({ events: rollout(first.id, first.generation, ["pending"]) });
  expect(await next()).toBe(frame);
  await deploy({ action: "stop" });
  expect(await next()).toBe(frame);
  await deploy({ action: "stop", environmentId: prod });
  expect([(await there.read()).value, (await there.read()).value]).toEqual([": open\n\n", frame]);
  await Promise.all([here.cancel(), there.cancel()]);
});
