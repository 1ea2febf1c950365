import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getAgent, listAgents, listCommands, sendCommand } from "#schema/contract/agents";
import { call } from "#schema/contract/call";
import { listExchanges } from "#schema/contract/exchanges";
import { getBootstrapToken } from "#schema/contract/onboarding";
import { getRouteGraph } from "#schema/contract/routes";
import { eventually } from "#test/eventually";
import type { Agent } from "#test/fleet/agent/agent";
import { startAgent } from "#test/fleet/agent/agent";
import type { LinkPreference } from "#test/fleet/agent/command-link";
import { apps } from "#test/fleet/apps/index";
import { startFleet } from "#test/fleet/fleet";
import { seededRandom } from "#test/fleet/random";
import type { Product } from "./product.ts";
import { startProduct } from "./product.ts";

let product: Product;
let bootstrapToken: string;
const lonely: Agent[] = [];

beforeAll(async () => {
  product = await startProduct();
  bootstrapToken = (await call(product.caller, getBootstrapToken, {})).token;
});

afterAll(async () => {
  for (const agent of lonely) agent.kill();
  await product.stop();
});

async function anAgent(link: LinkPreference): Promise<Agent> {
  const app = apps[0];
  const options = { url: product.url, bootstrapToken, app, environment: "test", instance: `alone-${link}`, link, random: seededRandom(1) };
  const agent = await startAgent(options);
  lonely.push(agent);
  return agent;
}

const shown = (agent: Agent) => call(product.caller, getAgent, { params: { id: agent.id } });

describe("agents of a running product", () => {
  it.each(["sse", "websocket", "poll"] as const)("get their commands over %s and say what came of them", async (link) => {
    const agent = await anAgent(link);
    await eventually({ what: `a link by ${link}`, withinMs: 20_000 }, async () => ((await shown(agent)).link === link ? link : undefined));
    const body = { type: "route.stop", args: { route: "gateway-stock" }, reason: "journey" } as const;
    const { id } = await call(product.caller, sendCommand, { params: { id: agent.id }, body });
    const done = await eventually({ what: "the command's result", withinMs: 20_000 }, async () => {
      const { items } = await call(product.caller, listCommands, { params: { id: agent.id }, query: {} });
      return items.find((command) => command.id === id && command.state === "done");
    });
    expect(done.result).toEqual({ stateAfter: "Stopped" });
    expect(agent.simulated.isRunning("gateway-stock")).toBe(false);
  });

  it("are missed: a stream that is gone is noticed within 45 s", async () => {
    const agent = await anAgent("sse");
    await eventually({ what: "a link", withinMs: 20_000 }, async () => ((await shown(agent)).link === "sse" ? true : undefined));
    agent.kill();
    const link = await eventually({ what: "the loss of the link", withinMs: 45_000 }, async () => {
      const now = await shown(agent);
      return now.link === "none" ? now.link : undefined;
    });
    expect(link).toBe("none");
  });

  it("have every exchange stored once that was acknowledged, with the routes' structures", async () => {
    const fleet = await startFleet({ url: product.url, bootstrapToken, agents: 6, rate: 10, seed: 4 });
    await eventually({ what: "some exchanges", withinMs: 60_000 }, () => (fleet.ended > 200 ? fleet.ended : undefined));
    await fleet.stop(60_000);
    const acknowledged = fleet.agents.reduce((sum, agent) => sum + agent.counts.ackedExecutions, 0);
    expect(acknowledged).toBeGreaterThan(200);
    const { count } = await call(product.caller, listExchanges, { query: { environment: "prod", count: "exact" } });
    expect(count).toEqual({ value: acknowledged, exact: true });
    const graph = await call(product.caller, getRouteGraph, {
      params: { app: "orders", route: "order-in" },
      query: { environment: "prod" },
    });
    expect(graph.nodes.map((node) => node.id)).toContain("multicast1");
    const { items } = await call(product.caller, listAgents, { query: { environment: "prod" } });
    expect(items.map((agent) => agent.state)).toEqual(items.map(() => "gone"));
  });
});
