import { describe, expect, it } from "vitest";
import * as protocol from "#schema/contract/agent-protocol";
import { getAgent, listAgents } from "#schema/contract/agents";
import { problemsOf, signUp } from "#test/agents";
import { aWorld } from "#test/world";

describe("registration", () => {
  it("gives an agent its id, tokens, keys, configuration and limits", async () => {
    const world = await aWorld();
    const { reply } = await signUp(world);
    expect(reply).toMatchObject({
      agentId: expect.stringMatching(/^agt_[0-9a-f]{32}$/),
      expiresIn: 3_600,
      commandKeys: [{ algorithm: "Ed25519", publicKey: expect.stringMatching(/^[\w-]{43}$/) }],
      config: { captureLevel: 2 },
      limits: { stepsPerExecution: 2_000 },
      serverTime: "2026-11-22T04:00:00.000Z",
    });
  });

  it("gives the same installation its id back, and another one a new id", async () => {
    const world = await aWorld();
    const first = await signUp(world);
    world.clock.advance({ seconds: 50 });
    const again = await signUp(world, { boot: 2, instance: "orders-pod-2" });
    const other = await signUp(world, { installation: "host-b" });
    expect(again.agentId).toBe(first.agentId);
    expect(other.agentId).not.toBe(first.agentId);
  });

  it("keeps apart the same installation key in two environments", async () => {
    const world = await aWorld();
    const [prod, staging] = [await signUp(world), await signUp(world, { environment: "staging" })];
    expect(prod.agentId).not.toBe(staging.agentId);
  });

  it("is refused without the bootstrap token", async () => {
    const world = await aWorld();
    const { body } = await signUp(world);
    expect(await problemsOf(() => world.anonymous.call(protocol.registerAgent, { body }))).toBe("unauthenticated");
    expect(await problemsOf(() => world.as("admin").call(protocol.registerAgent, { body }))).toBe("forbidden");
  });
});

describe("an agent's tokens", () => {
  it("are renewed by a refresh token, which is good once", async () => {
    const world = await aWorld();
    const { agentId, reply } = await signUp(world);
    const renew = (refreshToken: string) =>
      world.anonymous.call(protocol.refreshAgentToken, { params: { id: agentId }, body: { refreshToken } });
    const renewed = await renew(reply.refreshToken);
    expect(renewed.refreshToken).not.toBe(reply.refreshToken);
    expect(await problemsOf(() => renew(reply.refreshToken))).toBe("invalid-credentials");
  });

  it("all end when a used refresh token is shown again", async () => {
    const world = await aWorld();
    const { agentId, reply } = await signUp(world);
    const renew = (refreshToken: string) =>
      world.anonymous.call(protocol.refreshAgentToken, { params: { id: agentId }, body: { refreshToken } });
    const renewed = await renew(reply.refreshToken);
    await problemsOf(() => renew(reply.refreshToken));
    expect(await problemsOf(() => renew(renewed.refreshToken))).toBe("invalid-credentials");
  });

  it("of another agent do not help", async () => {
    const world = await aWorld();
    const [mine, other] = [await signUp(world), await signUp(world, { installation: "host-b" })];
    const attempt = () =>
      world.anonymous.call(protocol.refreshAgentToken, { params: { id: mine.agentId }, body: { refreshToken: other.reply.refreshToken } });
    expect(await problemsOf(attempt)).toBe("invalid-credentials");
  });

  it("expire after thirty days", async () => {
    const world = await aWorld();
    const { agentId, reply } = await signUp(world);
    world.clock.advance({ seconds: 30 * 86_400 });
    const body = { refreshToken: reply.refreshToken };
    expect(await problemsOf(() => world.anonymous.call(protocol.refreshAgentToken, { params: { id: agentId }, body }))).toBe(
      "invalid-credentials",
    );
  });

  it("do not open another agent's address", async () => {
    const world = await aWorld();
    const [mine, other] = [await signUp(world), await signUp(world, { installation: "host-b" })];
    const attempt = () => mine.caller.call(protocol.heartbeat, { params: { id: other.agentId }, body: { boot: 1, uptimeMs: 1 } });
    expect(await problemsOf(attempt)).toBe("not-found");
  });
});

describe("heartbeats", () => {
  it("show an agent's health to people", async () => {
    const world = await aWorld();
    const { agentId, caller } = await signUp(world);
    world.clock.advance({ seconds: 20 });
    const routes = [{ route: "order-in", state: "Started" }];
    const reply = await caller.call(protocol.heartbeat, {
      params: { id: agentId },
      body: { boot: 1, uptimeMs: 20_000, routes, memoryUsedBytes: 5e8, cpuLoad: 0.25, inflightCount: 3, queuedBatches: 1 },
    });
    expect(reply).toMatchObject({ serverTime: "2026-11-22T04:00:20.000Z", pendingCommands: 0, heartbeatSeconds: 20 });
    const shown = await world.as("viewer").call(getAgent, { params: { id: agentId } });
    expect(shown).toMatchObject({
      id: agentId,
      state: "connected",
      link: "none",
      routes,
      memoryUsedBytes: 5e8,
      cpuLoad: 0.25,
      inflight: 3,
      bootAt: "2026-11-22T04:00:00.000Z",
    });
  });

  it("bring the registry into Postgres, so that an agent long gone is still listed", async () => {
    const world = await aWorld();
    const { agentId, caller } = await signUp(world);
    await caller.call(protocol.heartbeat, {
      params: { id: agentId },
      body: { boot: 1, uptimeMs: 1, camelVersion: "4.18.1", memoryUsedBytes: 7 },
    });
    const later = world.withFreshHubs();
    const { items } = await later.as("viewer").call(listAgents, { query: {} });
    expect(items).toMatchObject([
      { id: agentId, state: "gone", camelVersion: "4.18.1", memoryUsedBytes: 7, lastHeartbeatAt: "2026-11-22T04:00:00.000Z" },
    ]);
  });

  it("heal a registry that was lost", async () => {
    const world = await aWorld();
    const { agentId, reply } = await signUp(world);
    const later = world.withFreshHubs();
    await later
      .with({ authorization: `Bearer ${reply.accessToken}` })
      .call(protocol.heartbeat, { params: { id: agentId }, body: { boot: 1, uptimeMs: 1 } });
    const { items } = await later.as("viewer").call(listAgents, { query: {} });
    expect(items).toMatchObject([{ id: agentId, app: "orders", state: "connected" }]);
  });

  it("are listed by environment and app", async () => {
    const world = await aWorld();
    await signUp(world);
    await signUp(world, { app: "billing", environment: "staging" });
    const names = async (query: { app?: string; environment?: string }) =>
      (await world.as("viewer").call(listAgents, { query })).items.map((agent) => agent.app);
    expect([await names({}), await names({ app: "billing" }), await names({ environment: "prod" })]).toEqual([
      ["orders", "billing"],
      ["billing"],
      ["orders"],
    ]);
  });

  it("keep what runs in view until it ends", async () => {
    const world = await aWorld();
    const { agentId, caller } = await signUp(world);
    const inflight = [{ execution: "019AA0D2-0000-7000-8000-000000000001", exchange: "E-1", route: "order-in", startMicros: 5 }];
    await caller.call(protocol.heartbeat, { params: { id: agentId }, body: { boot: 1, uptimeMs: 1, inflight } });
    const hub = world.deps.hubs.shardOf(agentId);
    expect(await hub.listRunning()).toMatchObject([
      { executionId: "019aa0d2-0000-7000-8000-000000000001", app: "orders", environment: "prod" },
    ]);
    await caller.call(protocol.heartbeat, { params: { id: agentId }, body: { boot: 1, uptimeMs: 2 } });
    expect(await hub.listRunning()).toEqual([]);
  });
});
