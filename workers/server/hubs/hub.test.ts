import { describe, expect, it } from "vitest";
import type { RunningExchange } from "#schema/protocol/v1/running";
import type { Sql } from "#server/hubs/hub-store";
import type { Hub } from "#server/hubs/hub";
import { openHub } from "#server/hubs/hub";
import type { DeliveredCommand, Link } from "#server/hubs/link";
import { shardLinks } from "#server/hubs/shard-links";
import type { Beat, BeatReply, QueuedCommand } from "#server/platform/hubs";
import { memorySql } from "#test/sqlite";

const agentId = "agt_1";
const identity = { agentId, app: "orders", environment: "prod", instance: "orders-0" };
const versions = { camelVersion: "4.18.0", javaVersion: "21", agentVersion: "1", runtime: "main" };
const vitals = { inflight: 0, queuedBatches: 0, droppedLines: 0 };

class Shard {
  nowMs = 1_000_000;
  flushesAskedFor = 0;
  readonly links = shardLinks({ of: () => [], pingedAtMs: () => undefined });
  readonly sql: Sql = memorySql();
  hub: Hub = this.#open();

  #open(): Hub {
    return openHub({ sql: this.sql, clock: { now: () => this.nowMs }, links: this.links, askForFlush: () => this.flushesAskedFor++ });
  }

  /** As if the object had been evicted: memory is gone, the disk is not. */
  evict(): void {
    this.hub = this.#open();
  }

  beat(more: Partial<Beat> = {}): BeatReply {
    const reply = this.hub.heartbeat({
      ...identity,
      boot: 1,
      uptimeMs: 5_000,
      lastCommand: 0,
      stopping: false,
      vitals,
      running: [],
      runningComplete: true,
      ...more,
    });
    if (reply === undefined) throw new Error("The agent was revoked");
    return reply;
  }

  state(): string | undefined {
    return this.hub.agents.getAgent(agentId)?.state;
  }
}

const exchange = (executionId: string, startMicros = 1): RunningExchange => ({
  ...identity,
  executionId,
  exchangeId: `E-${executionId}`,
  route: "order-in",
  node: "",
  traceId: "",
  startMicros,
});

const command = (sequence: number, more: Partial<QueuedCommand> = {}): QueuedCommand => ({
  id: `cmd_${sequence}`,
  agentId,
  sequence,
  expiresAtMs: 2_000_000,
  envelope: { kid: "k", p: "cA", sig: "s" },
  ...more,
});

class RecordingLink implements Link {
  readonly kind = "sse";
  readonly got: number[] = [];
  replaced = false;
  ended = false;

  deliver(commands: readonly DeliveredCommand[]): boolean {
    this.got.push(...commands.map((one) => one.sequence));
    return true;
  }

  replace(): void {
    this.replaced = true;
  }

  end(): void {
    this.ended = true;
  }
}

describe("the registry of a shard", () => {
  it("tells connected, stale, lost and gone by the server's clock", () => {
    const shard = new Shard();
    shard.beat();
    const states = [0, 49_999, 50_000, 179_999, 180_000, 86_400_000].map((age) => {
      shard.nowMs = 1_000_000 + age;
      return shard.state();
    });
    expect(states).toEqual(["connected", "connected", "stale", "stale", "lost", "gone"]);
  });

  it("calls an agent gone as soon as it says good-bye, and connected when it is back", () => {
    const shard = new Shard();
    shard.beat({ stopping: true });
    expect(shard.state()).toBe("gone");
    shard.beat();
    expect(shard.state()).toBe("connected");
  });

  it("survives eviction and is healed by a heartbeat of an agent it never saw", () => {
    const shard = new Shard();
    shard.hub.agents.register({ ...identity, ...versions, boot: 1, capabilities: ["node.lines"] });
    shard.hub.flush();
    shard.evict();
    expect(shard.hub.agents.getAgent(agentId)).toMatchObject({ capabilities: ["node.lines"], camelVersion: "4.18.0" });
    shard.beat({ agentId: "agt_2" });
    expect(shard.hub.agents.getAgent("agt_2")).toMatchObject({ app: "orders", state: "connected" });
  });

  it("keeps what a heartbeat leaves out", () => {
    const shard = new Shard();
    shard.beat({ vitals: { ...vitals, routes: [{ route: "order-in", state: "Started" }], cpuLoad: 0.5 } });
    shard.beat({ vitals: { ...vitals, inflight: 3 } });
    expect(shard.hub.agents.getAgent(agentId)).toMatchObject({
      routes: [{ route: "order-in", state: "Started" }],
      cpuLoad: 0.5,
      inflight: 3,
    });
  });

  it("writes nothing with a heartbeat, and all agents with the next flush", () => {
    const shard = new Shard();
    for (let beats = 0; beats < 20; beats++) shard.beat();
    expect(shard.sql.run("select count(*) n from agents")).toEqual([{ n: 0 }]);
    shard.hub.flush();
    expect(shard.sql.run("select count(*) n from agents")).toEqual([{ n: 1 }]);
  });

  it("forgets an agent a day after it was last heard of", () => {
    const shard = new Shard();
    shard.beat();
    shard.hub.flush();
    shard.nowMs += 86_400_000;
    shard.hub.flush();
    shard.evict();
    expect(shard.hub.agents.listAgents()).toEqual([]);
  });
});

describe("snapshots for Postgres", () => {
  it("are handed out once per interval, and again until they are stored", () => {
    const shard = new Shard();
    expect(shard.beat().snapshot?.agents).toHaveLength(1);
    expect(shard.beat().snapshot).toBeUndefined();
    shard.nowMs += 30_000;
    expect(shard.beat().snapshot?.agents).toHaveLength(1);
    shard.hub.agents.snapshotStored();
    shard.nowMs += 30_000;
    expect(shard.beat({ agentId: "agt_2" }).snapshot?.agents.map((agent) => agent.agentId)).toEqual(["agt_2"]);
  });

  it("do not lose a change made while one was being stored", () => {
    const shard = new Shard();
    shard.beat();
    shard.beat({ vitals: { ...vitals, inflight: 7 } });
    shard.hub.agents.snapshotStored();
    shard.nowMs += 30_000;
    expect(shard.beat({ agentId: "agt_2" }).snapshot?.agents.map((agent) => agent.agentId)).toContain(agentId);
  });
});

describe("running exchanges", () => {
  it("appear when reported and go when they end", () => {
    const shard = new Shard();
    shard.hub.agents.reportRunning(agentId, [exchange("a"), exchange("b")]);
    shard.hub.agents.reportEnded(agentId, ["a", "unknown"]);
    expect(shard.hub.agents.listRunning().map((one) => one.executionId)).toEqual(["b"]);
  });

  it("are replaced by a complete heartbeat and added to by one of the oldest", () => {
    const shard = new Shard();
    shard.hub.agents.reportRunning(agentId, [exchange("a")]);
    shard.beat({ running: [exchange("b")], runningComplete: false });
    expect(shard.hub.agents.listRunning()).toHaveLength(2);
    shard.beat({ running: [exchange("c")], runningComplete: true });
    expect(shard.hub.agents.listRunning().map((one) => one.executionId)).toEqual(["c"]);
  });

  it("are bounded per agent; the oldest stay", () => {
    const shard = new Shard();
    shard.hub.agents.reportRunning(
      agentId,
      Array.from({ length: 500 }, (_, index) => exchange(`x${index}`, 1_000 - index)),
    );
    const kept = shard.hub.agents.listRunning();
    expect(kept).toHaveLength(200);
    expect(Math.max(...kept.map((one) => one.startMicros))).toBe(700);
  });

  it("are abandoned when their process was started anew, and told until stored, across evictions", () => {
    const shard = new Shard();
    shard.beat({ running: [exchange("a")] });
    shard.hub.agents.snapshotStored();
    shard.hub.flush();
    shard.evict();
    shard.hub.agents.register({ ...identity, ...versions, boot: 2, capabilities: [] });
    shard.evict();
    const { snapshot } = shard.beat({ boot: 2 });
    expect(snapshot?.abandoned).toEqual([{ ...exchange("a"), lastSeenMicros: 1_000_000_000 }]);
    shard.hub.agents.snapshotStored();
    shard.nowMs += 30_000;
    expect(shard.beat({ boot: 2 }).snapshot?.abandoned).toEqual([]);
  });
});

describe("running exchanges of an agent that falls silent", () => {
  it("are abandoned when it is lost, and it is looked at until then", () => {
    const shard = new Shard();
    shard.beat({ running: [exchange("a")] });
    shard.nowMs += 179_999;
    shard.flushesAskedFor = 0;
    shard.hub.flush();
    expect([shard.flushesAskedFor, shard.hub.agents.listRunning().length]).toEqual([1, 1]);
    shard.nowMs += 1;
    shard.hub.flush();
    expect([shard.flushesAskedFor, shard.hub.agents.listRunning().length]).toEqual([1, 0]);
    expect(shard.beat({ agentId: "agt_2" }).snapshot?.abandoned).toMatchObject([{ executionId: "a", lastSeenMicros: 1_000_000_000 }]);
  });
});

describe("running exchanges of a sender that never signed up", () => {
  it("are shown, and forgotten an hour after their start", () => {
    const shard = new Shard();
    shard.hub.agents.reportRunning("stranger", [exchange("a", 1_000_000_000)]);
    shard.nowMs += 3_599_999;
    shard.hub.flush();
    expect(shard.hub.agents.listRunning()).toHaveLength(1);
    shard.nowMs += 1;
    shard.hub.flush();
    expect(shard.hub.agents.listRunning()).toEqual([]);
  });
});

describe("the command queue", () => {
  it("delivers at once over an open link and keeps for later without one", () => {
    const shard = new Shard();
    const link = new RecordingLink();
    shard.hub.commands.enqueue(command(1));
    shard.hub.commands.attach(agentId, link, undefined);
    shard.hub.commands.enqueue(command(2));
    expect(link.got).toEqual([1, 2]);
    expect(shard.hub.commands.deliveredSequence(agentId)).toBe(2);
  });

  it("resumes after the last event that was seen, across an eviction", () => {
    const shard = new Shard();
    for (const sequence of [1, 2, 3]) shard.hub.commands.enqueue(command(sequence));
    shard.evict();
    const link = new RecordingLink();
    shard.hub.commands.attach(agentId, link, 1);
    expect(link.got).toEqual([2, 3]);
  });

  it("does not deliver what was settled or has expired, and forgets it on disk", () => {
    const shard = new Shard();
    for (const sequence of [1, 2]) shard.hub.commands.enqueue(command(sequence));
    shard.hub.commands.enqueue(command(3, { expiresAtMs: 1_500_000 }));
    shard.hub.commands.settle(agentId, ["cmd_1"]);
    shard.nowMs = 1_500_000;
    expect(shard.hub.commands.due(agentId, undefined).map((one) => one.sequence)).toEqual([2]);
    shard.hub.flush();
    expect(shard.sql.run("select id from commands")).toEqual([{ id: "cmd_2" }]);
  });

  it("refuses a number that has been overtaken, so that no agent takes a command for a replay", () => {
    const shard = new Shard();
    const [first, second] = [shard.hub.commands.reserveSequence(agentId), shard.hub.commands.reserveSequence(agentId)];
    expect(shard.hub.commands.enqueue(command(second))).toBe(true);
    expect(shard.hub.commands.enqueue(command(first))).toBe(false);
  });

  it("never hands out a number twice, across evictions and for an agent that remembers more", () => {
    const shard = new Shard();
    const first = shard.hub.commands.reserveSequence(agentId);
    shard.evict();
    expect(shard.hub.commands.reserveSequence(agentId)).toBe(first + 1);
    shard.beat({ lastCommand: 90 });
    expect(shard.hub.commands.reserveSequence(agentId)).toBe(91);
  });

  it("tells the older of two links that it was replaced and uses the newer one", () => {
    const shard = new Shard();
    const [older, newer] = [new RecordingLink(), new RecordingLink()];
    shard.hub.commands.attach(agentId, older, undefined);
    shard.hub.commands.attach(agentId, newer, undefined);
    shard.hub.commands.enqueue(command(1));
    expect([older.replaced, newer.replaced, older.got, newer.got]).toEqual([true, false, [], [1]]);
  });

  it("says in the answer to a heartbeat how many commands the agent has not accepted", () => {
    const shard = new Shard();
    for (const sequence of [1, 2, 3]) shard.hub.commands.enqueue(command(sequence));
    expect(shard.beat({ lastCommand: 1 }).pendingCommands).toBe(2);
  });
});

describe("a revoked agent", () => {
  it("loses its link and its place in the registry, and what it was running is abandoned", () => {
    const shard = new Shard();
    const link = new RecordingLink();
    shard.beat({ running: [exchange("a")] });
    shard.hub.commands.attach(agentId, link, undefined);
    shard.hub.revoke(agentId);
    expect(link.ended).toBe(true);
    expect([shard.state(), shard.hub.agents.listRunning()]).toEqual([undefined, []]);
    shard.nowMs += 60_000;
    expect(shard.beat({ agentId: "agt_2" }).snapshot?.abandoned).toMatchObject([{ executionId: "a" }]);
  });

  it("is not healed by a heartbeat, also after the object was thrown out of memory", () => {
    const shard = new Shard();
    shard.hub.revoke(agentId);
    shard.evict();
    expect(() => shard.beat()).toThrow("revoked");
    expect([shard.hub.isRevoked(agentId), shard.state()]).toEqual([true, undefined]);
  });
});
