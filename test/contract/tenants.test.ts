import { createHash } from "node:crypto";
import { beforeAll, describe, test } from "vitest";
import { sendCommand } from "#schema/contract/agents";
import type { Endpoint } from "#schema/contract/endpoint";
import { listExchanges } from "#schema/contract/exchanges";
import { endpoints } from "#schema/contract/index";
import { putBlob } from "#schema/contract/ingest";
import { storeRouteGraphs } from "#server/features/agents/index";
import { signUp } from "#test/agents";
import { sendRecording } from "#test/camel/send-recording";
import { thePostgres, useTelemetryStore } from "#test/engines";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { paramsOf, problemOf, send, welcome } from "./requests.ts";

useTelemetryStore();

const reading = endpoints.filter(({ method, needs, reply }) => method === "GET" && needs !== "agent" && !("stream" in reply));
const lists = reading.filter(({ params, needs }) => params === undefined && needs !== "public");
const naming = endpoints.filter(
  ({ params, needs }) => params !== undefined && needs !== "agent" && needs !== "public" && needs !== "ingest",
);

/** One tenant with something of every kind, and another with nothing, on the same databases. */
let full: World;
let empty: World;
let objects: Readonly<Record<string, string>>;
/** Texts that occur in the full tenant's objects only. */
let canaries: readonly string[];

beforeAll(async () => {
  [full, empty] = [await aWorld(), await aWorld()];
  await sendRecording(full, { set: "processors", name: "start-and-timer" });
  await sendRecording(full, { set: "processors", name: "undeliverable" });
  const { items } = await full.as("viewer").call(listExchanges, { query: {} });
  const [exchange] = items;
  const agent = await signUp(full, { app: "canary-app", instance: "canary-instance" });
  await full.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: { type: "graph.refresh", reason: "canary-reason" } });
  const user = await storeUser(full.deps, { username: "canary-user", roles: ["VIEWER"] });
  const route = exchange?.route ?? "";
  await storeRouteGraphs(full.deps, { environment: "prod", app: "orders" }, [{ k: "g", g: "c0", r: route, from: "canary:uri", nodes: [] }]);
  const bytes = Buffer.from("canary-body");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await full.bootstrap.call(putBlob, { params: { sha256 }, body: bytes, contentType: "application/octet-stream" });
  objects = {
    updateUser: user,
    getAgent: agent.agentId,
    sendCommand: agent.agentId,
    listCommands: agent.agentId,
    getExchange: exchange?.id ?? "",
    listPayloads: exchange?.id ?? "",
    listExchangeLogs: exchange?.id ?? "",
    listTraceSpans: exchange?.traceId ?? "",
    getRouteStatistics: route,
    getRouteGraph: route,
    getBlob: sha256,
  };
  canaries = ["canary", user, agent.agentId, ...items.flatMap(({ id, exchangeId, traceId }) => [id, exchangeId, traceId])];
}, 60_000);

function shapeFor(endpoint: Endpoint): { params: Record<string, string>; body: string } {
  const names = Object.keys(paramsOf(endpoint));
  const params = Object.fromEntries(names.map((name) => [name, name === "app" ? "orders" : (objects[endpoint.id] ?? "")]));
  return { params, body: endpoint.id === "sendCommand" ? JSON.stringify({ type: "graph.refresh" }) : "{}" };
}

/** Leaves the first wall alone: the tenant predicate of every statement. */
async function dropSecondWall(): Promise<void> {
  await thePostgres().asOwner(async (owner) => {
    const { rows } = await owner.query<{ table: string }>("select tablename as table from pg_tables where schemaname = 'public'");
    for (const { table } of rows) await owner.query(`alter table ${table} disable row level security, no force row level security`);
  });
}

const walls = [
  ["behind both walls", async () => undefined],
  ["without row-level security", dropSecondWall],
] as const;

describe.for(walls)("another tenant's objects, %s,", ([, prepare]) => {
  beforeAll(prepare);

  test("are tried at every address that names an object", ({ expect }) => {
    expect(naming.map(({ id }) => id).toSorted()).toEqual(Object.keys(objects).toSorted());
    expect(canaries.filter((canary) => canary === "")).toEqual([]);
  });

  test.for(naming.map((endpoint) => [endpoint.id, endpoint] as const))(
    "%s finds the own tenant's, and of another says what it says of nothing",
    async ([id, endpoint], { expect }) => {
      const shape = shapeFor(endpoint);
      const own = await send(welcome(full, endpoint), endpoint, shape);
      const foreign = await send(welcome(empty, endpoint), endpoint, shape);
      const nothing = await send(welcome(empty, endpoint), endpoint, { body: shape.body });
      expect([own.ok, foreign.status], id).toEqual([true, nothing.status]);
      const text = await foreign.text();
      for (const canary of canaries) expect(text.replaceAll(objects[id] ?? "", ""), id).not.toContain(canary);
    },
  );

  test.for(["updateUser", "getAgent", "sendCommand", "listCommands", "getExchange", "getRouteGraph", "getBlob"])(
    "%s answers 404, not 403",
    async (id, { expect }) => {
      const endpoint = naming.find((candidate) => candidate.id === id);
      if (endpoint === undefined) throw new Error(id);
      const response = await send(welcome(empty, endpoint), endpoint, shapeFor(endpoint));
      expect([response.status, await problemOf(response)]).toMatchObject([404, { code: "not-found" }]);
    },
  );

  test.for(lists.map((endpoint) => [endpoint.id, endpoint] as const))(
    "are not in %s, whatever is asked for",
    async ([id, endpoint], { expect }) => {
      const caller = welcome(empty, endpoint);
      const wide = ["from=0", "to=now", "app=orders", "environment=prod", "q=orders", "field=app"];
      const queries = ["", ...wide.filter((query) => Object.keys(endpoint.query?.shape ?? {}).includes(query.split("=")[0] ?? ""))];
      for (const query of queries) {
        const text = await (await send(caller, endpoint, { query })).text();
        for (const canary of canaries) expect(text, `${id}?${query}`).not.toContain(canary);
      }
    },
  );
});
