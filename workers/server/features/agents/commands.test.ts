import { describe, expect, it } from "vitest";
import * as protocol from "#schema/contract/agent-protocol";
import { listCommands, sendCommand } from "#schema/contract/agents";
import { listAudit } from "#schema/contract/audit";
import { openCommand } from "#schema/protocol/v1/command-envelope";
import type { SignedUp } from "#test/agents";
import { problemsOf, signUp } from "#test/agents";
import type { World } from "#test/world";
import { aWorld } from "#test/world";

const stop = { type: "route.stop", args: { route: "order-in" }, reason: "maintenance" } as const;

async function received(agent: SignedUp, after = 0) {
  const response = await agent.caller.fetch(`/v1/agents/${agent.agentId}/commands?wait=0&after=${after}`);
  const text = await response.text();
  return [...text.matchAll(/^id: (\d+)\nevent: command\ndata: (.*)$/gm)].map(([, id, data]) => ({
    id: Number(id),
    envelope: JSON.parse(data ?? "") as unknown,
  }));
}

function opened(world: World, agent: SignedUp, envelope: unknown) {
  return openCommand(agent.reply.commandKeys, { agentId: agent.agentId, boot: 1, lastSequence: 0, nowMs: world.clock.now() }, envelope);
}

const state = async (world: World, agent: SignedUp) =>
  (await world.as("viewer").call(listCommands, { params: { id: agent.agentId }, query: {} })).items[0]?.state;

describe("commands to agents", () => {
  it("reach the agent signed, numbered and addressed to its present process", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const sent = await world.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: stop });
    const [event] = await received(agent);
    expect(event?.id).toBe(sent.sequence);
    expect(await opened(world, agent, event?.envelope)).toMatchObject({
      ok: true,
      payload: {
        id: sent.id,
        seq: sent.sequence,
        aud: agent.agentId,
        boot: 1,
        type: "route.stop",
        args: { route: "order-in" },
        reason: "maintenance",
        risk: 2,
      },
    });
  });

  it("leave a line in the audit log with who, what and why", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const sent = await world.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: stop });
    const { items } = await world.as("admin").call(listAudit, { query: { action: "command.send" } });
    expect(items).toMatchObject([
      { target: agent.agentId, actor: sent.actor, detail: { commandId: sent.id, type: "route.stop", reason: "maintenance" } },
    ]);
  });

  it("get growing numbers, and resume after the last one seen", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const operator = world.as("operator");
    const sent = [];
    for (const type of ["route.stop", "route.start", "jvm.gc"] as const)
      sent.push(await operator.call(sendCommand, { params: { id: agent.agentId }, body: { type } }));
    expect((await received(agent, sent[0]?.sequence)).map((event) => event.id)).toEqual(sent.slice(1).map((command) => command.sequence));
  });

  it("keep their order when many are sent at once", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const send = () => world.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: { type: "graph.refresh" } });
    const sent = await Promise.all([send(), send(), send()]);
    const events = await received(agent);
    expect(events.map((event) => event.id)).toEqual(sent.map((command) => command.sequence).sort((a, b) => a - b));
    const payloads = await Promise.all(events.map((event) => opened(world, agent, event.envelope)));
    expect(payloads.map((payload) => payload.ok)).toEqual([true, true, true]);
  });

  it("go through received to done; a repeated or late acknowledgement changes nothing", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const { id } = await world.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: stop });
    const ack = (acks: { id: string; state: "received" | "done" | "failed"; result?: Record<string, unknown> }[]) =>
      agent.caller.call(protocol.acknowledgeCommands, { params: { id: agent.agentId }, body: { acks } });
    expect(await ack([{ id, state: "received" }])).toEqual({ accepted: 1, unknown: [] });
    expect(await state(world, agent)).toBe("received");
    await ack([
      { id, state: "done", result: { stateAfter: "Stopped" } },
      { id: "cmd_unknown", state: "done" },
    ]);
    await ack([
      { id, state: "received" },
      { id, state: "failed" },
    ]);
    const { items } = await world.as("viewer").call(listCommands, { params: { id: agent.agentId }, query: {} });
    expect(items).toMatchObject([{ id, state: "done", result: { stateAfter: "Stopped" } }]);
    expect(await received(agent)).toEqual([]);
  });

  it("cannot be acknowledged by another agent", async () => {
    const world = await aWorld();
    const [mine, other] = [await signUp(world), await signUp(world, { installation: "host-b" })];
    const { id } = await world.as("operator").call(sendCommand, { params: { id: mine.agentId }, body: stop });
    const reply = await other.caller.call(protocol.acknowledgeCommands, {
      params: { id: other.agentId },
      body: { acks: [{ id, state: "done" }] },
    });
    expect(reply).toEqual({ accepted: 0, unknown: [id] });
    expect(await state(world, mine)).toBe("pending");
  });

  it("expire unseen, and are then neither delivered nor pending", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    await world.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: { ...stop, expiresInSeconds: 30 } });
    world.clock.advance({ seconds: 30 });
    expect(await received(agent)).toEqual([]);
    expect(await state(world, agent)).toBe("expired");
  });

  it("need a role that may send them, and an agent that exists", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const send = (role: "viewer" | "operator", id: string) =>
      problemsOf(() => world.as(role).call(sendCommand, { params: { id }, body: stop }));
    expect(await send("viewer", agent.agentId)).toBe("forbidden");
    expect(await send("operator", world.deps.newId("agent"))).toBe("not-found");
  });

  it("are counted in the answer to a heartbeat until the agent has accepted them", async () => {
    const world = await aWorld();
    const agent = await signUp(world);
    const { sequence } = await world.as("operator").call(sendCommand, { params: { id: agent.agentId }, body: stop });
    const beat = (lastCommand: number) =>
      agent.caller.call(protocol.heartbeat, { params: { id: agent.agentId }, body: { boot: 1, uptimeMs: 1, lastCommand } });
    expect([(await beat(0)).pendingCommands, (await beat(sequence)).pendingCommands]).toEqual([1, 0]);
  });
});
