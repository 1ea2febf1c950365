import { createHash } from "node:crypto";
import { sendCommand } from "#schema/contract/agents";
import { listExchanges } from "#schema/contract/exchanges";
import { putBlob } from "#schema/contract/ingest";
import { startTap } from "#schema/contract/taps";
import { storeRouteGraphs } from "#server/features/agents/index";
import { signUp } from "#test/agents";
import { sendRecording } from "#test/camel/send-recording";
import type { World } from "#test/world";
import { accountObjects } from "./account-objects.ts";
import { machineObjects } from "./machine-objects.ts";
import { peopleObjects } from "./people-objects.ts";
import { runtimeObjects } from "./runtime-objects.ts";

/** Stores one more object for an endpoint that names one; returns the endpoint's parameters. All its texts say `canary`. */
export type Maker = (world: World) => Promise<Readonly<Record<string, string>>>;

/** Telemetry of one tenant; returns texts that occur in it only. */
export async function storeTelemetry(world: World): Promise<readonly string[]> {
  await sendRecording(world, { set: "processors", name: "start-and-timer" });
  await sendRecording(world, { set: "processors", name: "undeliverable" });
  const { items } = await world.as("viewer").call(listExchanges, { query: {} });
  return ["canary", ...items.flatMap(({ id, exchangeId, traceId }) => [id, exchangeId, traceId])];
}

async function anExchange(world: World) {
  const { items } = await world.as("viewer").call(listExchanges, { query: {} });
  return { id: items[0]?.id ?? "", traceId: items[0]?.traceId ?? "", route: items[0]?.route ?? "" };
}

const exchange: Maker = async (world) => ({ id: (await anExchange(world)).id });
const trace: Maker = async (world) => ({ traceId: (await anExchange(world)).traceId });

const route: Maker = async (world) => {
  const { route: name } = await anExchange(world);
  await storeRouteGraphs(world.deps, { environment: "prod", app: "orders" }, [{ k: "g", g: "c0", r: name, from: "canary:uri", nodes: [] }]);
  return { app: "orders", route: name };
};

const agent: Maker = async (world) => {
  const { agentId } = await signUp(world, { app: "canary-app", instance: "canary-instance" });
  await world.as("operator").call(sendCommand, { params: { id: agentId }, body: { type: "graph.refresh", reason: "canary-reason" } });
  return { id: agentId };
};

const tap: Maker = async (world) => {
  const { id = "" } = await agent(world);
  const { id: tapId } = await world.as("operator").call(startTap, { params: { id }, body: { route: "canary-route" } });
  return { id, tapId };
};

const blob: Maker = async (world) => {
  const bytes = Buffer.from("canary-body");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await world.bootstrap.call(putBlob, { params: { sha256 }, body: bytes, contentType: "application/octet-stream" });
  return { sha256 };
};

/** By endpoint. */
export const objects: Readonly<Record<string, Maker>> = {
  getAgent: agent,
  sendCommand: agent,
  listCommands: agent,
  startTap: agent,
  listTaps: agent,
  stopTap: tap,
  getExchange: exchange,
  listCorrelatedExchanges: exchange,
  getExchangeLineage: exchange,
  listPayloads: exchange,
  listExchangeLogs: exchange,
  listTraceSpans: trace,
  getRouteStatistics: route,
  getRouteGraph: route,
  getBlob: blob,
  ...accountObjects,
  ...peopleObjects,
  ...machineObjects,
  ...runtimeObjects,
};

/** Endpoints that show or change the one object that they name. */
export const single: readonly string[] = [
  "getAgent",
  "sendCommand",
  "listCommands",
  "startTap",
  "listTaps",
  "stopTap",
  "getExchange",
  "listCorrelatedExchanges",
  "getExchangeLineage",
  "getRouteGraph",
  "getBlob",
  ...Object.keys(accountObjects),
  ...Object.keys(peopleObjects),
  ...Object.keys(machineObjects),
  ...Object.keys(runtimeObjects),
];
