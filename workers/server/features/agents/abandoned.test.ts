import { describe, expect, it } from "vitest";
import { heartbeat } from "#schema/contract/agent-protocol";
import { listExchanges } from "#schema/contract/exchanges";
import { signUp } from "#test/agents";
import { useTelemetryStore } from "#test/engines";
import { aWorld } from "#test/world";

useTelemetryStore();

describe("exchanges of a process that died", () => {
  it("are stored as abandoned once its successor has signed up, ending when it was last heard of", async () => {
    const world = await aWorld();
    const first = await signUp(world);
    const startMs = world.clock.now();
    const execution = `${startMs
      .toString(16)
      .padStart(12, "0")
      .replace(/^(.{8})/, "$1-")}-7000-8000-000000000001`;
    const inflight = [{ execution, exchange: "E-1", route: "order-in", startMicros: startMs * 1_000 }];
    world.clock.advance({ seconds: 10 });
    await first.caller.call(heartbeat, { params: { id: first.agentId }, body: { boot: 1, uptimeMs: 1, inflight } });
    world.clock.advance({ seconds: 60 });
    const second = await signUp(world, { boot: 2 });
    await second.caller.call(heartbeat, { params: { id: second.agentId }, body: { boot: 2, uptimeMs: 1 } });
    const { items } = await world.as("viewer").call(listExchanges, { query: {} });
    expect(items).toMatchObject([{ exchangeId: "E-1", app: "orders", route: "order-in", status: "abandoned", durationMicros: 10_000_000 }]);
  });
});
