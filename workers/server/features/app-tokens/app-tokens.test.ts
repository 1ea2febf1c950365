import { beforeAll, describe, test } from "vitest";
import { registerAgent } from "#schema/contract/agent-protocol";
import { listAudit } from "#schema/contract/audit";
import { rotateAppToken } from "#schema/contract/deployments";
import { openSecret } from "#schema/protocol/runner/v1/sealed-secret";
import { theTelemetryStore, useTelemetryStore } from "#test/engines";
import type { Runtime } from "#test/runtime";
import { aRuntime } from "#test/runtime";
import type { World } from "#test/world";

useTelemetryStore();

const variable = "OTEL_EXPORTER_OTLP_HEADERS";

/** The header that the app in `dev` is given, as its host opens it. */
async function headerOf({ runner, appId, dev }: Runtime): Promise<string> {
  const { change } = runner.desired.get(`${appId} ${dev}`) ?? {};
  if (change?.type !== "app.apply") throw new Error("Nothing is wanted");
  const secret = change.app.secrets.find(({ name }) => name === variable);
  if (secret === undefined) throw new Error("The app has no telemetry token");
  const place = { runnerId: runner.id, environmentId: dev, appId, name: variable, version: secret.version };
  const opened = await openSecret(runner.keys.seal, place, secret.sealed);
  const [, value = ""] = (opened ?? "").split("=");
  return decodeURIComponent(value);
}

let runtime: Runtime;
/** Of the app's first deployment. */
let header: string;

beforeAll(async () => {
  runtime = await aRuntime();
  await runtime.deploy({ action: "deploy", artifactId: await runtime.upload("1") });
  await runtime.settle();
  header = await headerOf(runtime);
});

/** One span of a resource that claims to be somebody else. */
function send(world: World, authorization: string): Promise<Response> {
  const nano = (seconds: number): string => `${world.clock.now() + seconds}000000`;
  const span = { traceId: "0".repeat(31) + "1", spanId: "0".repeat(15) + "1", name: "s", startTimeUnixNano: nano(0) };
  const claimed = { "service.name": "billing", "deployment.environment.name": "prod" };
  const attributes = Object.entries(claimed).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  const resourceSpans = [{ resource: { attributes }, scopeSpans: [{ spans: [{ ...span, endTimeUnixNano: nano(1) }] }] }];
  const headers = { "content-type": "application/json", authorization };
  return world.anonymous.fetch("/v1/traces", { method: "POST", headers, body: JSON.stringify({ resourceSpans }) });
}

describe("the token of a deployed app", () => {
  test("makes everything it sends the app's own, whatever the app says", async ({ expect }) => {
    const { world } = runtime;
    expect(header).toMatch(/^Bearer cml_a_[0-9A-Za-z]{49}$/);
    const answer = await send(world, header);
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    const spans = await theTelemetryStore()?.rows(`SELECT environment, app FROM spans WHERE tenant_id = '${world.deps.tenant}'`);
    expect(spans).toEqual([{ environment: "dev", app: "orders" }]);
  });

  test("opens nothing but ingest: neither agents nor people's addresses", async ({ expect }) => {
    const { world } = runtime;
    const caller = world.with({ authorization: header });
    const body = { app: "orders", environment: "dev", instance: "orders-1", installation: "host-a", boot: 1 };
    await expect(caller.call(registerAgent, { body })).rejects.toMatchObject({ code: "forbidden" });
    expect((await caller.fetch("/api/v1/apps")).status).toBe(403);
    const batch = `${JSON.stringify({ agent: "agt_1", app: "billing", env: "prod", inst: "i" })}\n`;
    expect((await caller.fetch("/v1/ingest", { method: "POST", body: batch })).status).not.toBe(200);
  });

  test("stays the same from one deployment to the next", async ({ expect }) => {
    await runtime.deploy({ action: "deploy", artifactId: await runtime.upload("2") });
    await runtime.settle();
    expect(await headerOf(runtime)).toBe(header);
  });

  test("is another after a rotation, which restarts the app; the former ends within ten seconds everywhere", async ({ expect }) => {
    const { world, appId, dev } = runtime;
    const elsewhere = world.anotherIsolate();
    expect((await send(elsewhere, header)).status).toBe(200);
    const restart = await world.as("operator").call(rotateAppToken, { params: { id: appId, environmentId: dev } });
    expect(restart).toMatchObject({ action: "restart", state: "waiting" });
    world.clock.advance({ seconds: 10 });
    expect((await send(elsewhere, header)).status).toBe(401);
    await runtime.settle();
    const next = await headerOf(runtime);
    expect([next === header, (await send(elsewhere, next)).status]).toEqual([false, 200]);
    const { items } = await world.as("admin").call(listAudit, { query: { action: "app-token.revoke" } });
    expect(items).toMatchObject([{ actor: "operator", target: appId, detail: { environment: dev } }]);
  });

  test("ends with its placement, and a new placement has another", async ({ expect }) => {
    const { world, runner, deploy, settle, upload } = runtime;
    const former = await headerOf(runtime);
    await deploy({ action: "remove", purge: true });
    await runner.sync();
    await runner.sync({ snapshot: { apps: [], conditions: [] }, snapshotHash: "nothing" });
    world.clock.advance({ seconds: 10 });
    expect((await send(world, former)).status).toBe(401);
    await deploy({ action: "deploy", artifactId: await upload("2") });
    await settle();
    expect(await headerOf(runtime)).not.toBe(former);
  });
});
