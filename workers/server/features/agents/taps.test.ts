import { describe, test } from "vitest";
import { acknowledgeCommands } from "#schema/contract/agent-protocol";
import { listCommands } from "#schema/contract/agents";
import { listAudit } from "#schema/contract/audit";
import { listTaps, startTap, stopTap } from "#schema/contract/taps";
import { problemsOf, signUp } from "#test/agents";
import { licensed } from "#test/licenses";
import { aWorld } from "#test/world";

const tap = { route: "orders", maxRate: 5, leaseSeconds: 120 };

describe("taps", () => {
  test("are signed commands to the agent, on record, and end by themselves", async ({ expect }) => {
    const world = await aWorld(await licensed());
    const { agentId: id } = await signUp(world);
    const operator = world.as("operator");
    const started = await operator.call(startTap, { params: { id }, body: { ...tap, reason: "looking" } });
    expect(started).toMatchObject({
      route: "orders",
      node: "",
      maxRate: 5,
      maxCount: 100,
      startedBy: "operator",
      endsAt: "2026-11-22T04:02:00.000Z",
    });
    const { items: commands } = await operator.call(listCommands, { params: { id }, query: {} });
    const args = { route: "orders", maxRate: 5, maxCount: 100, leaseSeconds: 120 };
    expect(commands).toMatchObject([{ id: started.id, type: "tap.start", args, reason: "looking" }]);
    const audit = await world.as("admin").call(listAudit, { query: { action: "command.send" } });
    expect(audit.items).toMatchObject([{ actor: "operator", target: id, detail: { type: "tap.start" } }]);
    expect((await operator.call(listTaps, { params: { id } })).items).toMatchObject([{ id: started.id }]);
    world.clock.advance({ seconds: 120 });
    expect((await operator.call(listTaps, { params: { id } })).items).toEqual([]);
  });

  test("can be ended earlier, once, and also when the license has ended meanwhile", async ({ expect }) => {
    const world = await aWorld(await licensed({ exp: Date.UTC(2026, 10, 22, 4, 1) / 1_000, grace_days: 0 }));
    const { agentId: id } = await signUp(world);
    const operator = world.as("operator");
    const started = await operator.call(startTap, { params: { id }, body: { ...tap, node: "to1" } });
    world.clock.advance({ seconds: 59 });
    await operator.call(stopTap, { params: { id, tapId: started.id } });
    const { items } = await operator.call(listCommands, { params: { id }, query: {} });
    expect(items[0]).toMatchObject({ type: "tap.stop", args: { route: "orders", node: "to1" } });
    expect((await operator.call(listTaps, { params: { id } })).items).toEqual([]);
    expect(await problemsOf(() => operator.call(stopTap, { params: { id, tapId: started.id } }))).toBe("not-found");
    world.clock.advance({ seconds: 60 });
    expect(await problemsOf(() => operator.call(startTap, { params: { id }, body: tap }))).toBe("feature-not-licensed");
  });

  test("that the agent rejects do not run", async ({ expect }) => {
    const world = await aWorld(await licensed());
    const { agentId: id, caller } = await signUp(world);
    const started = await world.as("operator").call(startTap, { params: { id }, body: tap });
    await caller.call(acknowledgeCommands, { params: { id }, body: { acks: [{ id: started.id, state: "rejected" }] } });
    expect((await world.as("operator").call(listTaps, { params: { id } })).items).toEqual([]);
  });

  test("need the feature debugger, and no other address starts them", async ({ expect }) => {
    const world = await aWorld();
    const { agentId: id } = await signUp(world);
    const operator = world.as("operator");
    expect(await problemsOf(() => operator.call(startTap, { params: { id }, body: tap }))).toBe("feature-not-licensed");
    const body = JSON.stringify({ type: "tap.start", args: { route: "orders" } });
    const response = await operator.fetch(`/api/v1/agents/${id}/commands`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    const detail = "Taps have an address of their own: POST /api/v1/agents/{id}/taps";
    expect(await response.json()).toMatchObject({ status: 422, errors: [{ pointer: "/body/type", detail }] });
  });
});
