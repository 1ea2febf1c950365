import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "#test/eventually";
import { apps } from "../apps/index.ts";
import { generateRecordings } from "../generate-batch.ts";
import type { Random } from "../random.ts";
import { seededRandom } from "../random.ts";
import type { Agent, AgentOptions } from "./agent.ts";
import { startAgent } from "./agent.ts";
import type { MisbehavingServer } from "./misbehaving-server.ts";
import { misbehaviours, startMisbehavingServer } from "./misbehaving-server.ts";

let server: MisbehavingServer;
let running: Agent[];

beforeEach(async () => {
  server = await startMisbehavingServer();
  running = [];
});

afterEach(async () => {
  for (const agent of running) agent.kill();
  await server.stop();
});

/** No waiting between tries: chance always says zero. */
const impatient: Random = { ...seededRandom(1), next: () => 0, fork: () => impatient };

async function anAgent(more: Partial<AgentOptions> = {}): Promise<Agent> {
  const options = {
    url: server.url,
    bootstrapToken: "b",
    app: apps[1] ?? apps[0],
    environment: "prod",
    instance: "orders-0",
    random: impatient,
  };
  const agent = await startAgent({ ...options, ...more });
  running.push(agent);
  await eventually({ what: "the link", withinMs: 1_500 }, () => server.resumedAfter[0]);
  return agent;
}

const exchanges = generateRecordings(3, { executions: 40 });
const record = (agent: Agent, count: number): void => exchanges.slice(0, count).forEach((exchange) => agent.ended(exchange));
const seqOf = (text: string): number => (JSON.parse(text.slice(0, text.indexOf("\n"))) as { seq: number }).seq;
const idsOf = (text: string): string[] => [...text.matchAll(/^\{"k":"x","id":"([^"]+)"/gm)].map(([, id = ""]) => id);
const drained = (agent: Agent): Promise<boolean> => agent.drain(1_500);
const states = (): string[] => server.acks.map((ack) => `${ack.id} ${ack.state}`);
const acked = (count: number) =>
  eventually({ what: "acknowledgements", withinMs: 1_500 }, () => (server.acks.length >= count ? states() : undefined));

describe("telemetry of an agent", () => {
  it.each([429, 502, 503, 504, misbehaviours.lostReply])("is sent again, the same bytes with the same number, after %i", async (status) => {
    server.answerNext(status, status);
    const agent = await anAgent();
    expect(await drained(agent)).toBe(true);
    const [first, second, third] = server.batches.map(({ bytes }) => bytes.toString("hex"));
    expect([second, third]).toEqual([first, first]);
    expect(agent.counts.retried).toBe(2);
  });

  it("is numbered from 1 without a gap", async () => {
    const agent = await anAgent();
    await drained(agent);
    record(agent, 1);
    await drained(agent);
    expect(server.batches.map(({ text }) => seqOf(text))).toEqual([1, 2]);
  });

  it("is cut in two after 413, with new numbers and nothing lost", async () => {
    const agent = await anAgent();
    await drained(agent);
    server.answerNext(413);
    record(agent, 10);
    await drained(agent);
    const [, refused, ...parts] = server.batches.map(({ text }) => text);
    expect(parts.map(seqOf)).toEqual([3, 4]);
    expect(parts.flatMap(idsOf)).toEqual(idsOf(refused ?? ""));
    expect(agent.outbox.droppedLines).toBe(0);
  });

  it.each([400, 403, 415, 422, 500])("is dropped and counted after %i", async (status) => {
    const agent = await anAgent();
    await drained(agent);
    server.answerNext(status);
    record(agent, 1);
    await drained(agent);
    expect(agent.counts).toMatchObject({ refusedBatches: 1, retried: 0 });
    expect(agent.outbox.droppedLines).toBeGreaterThan(0);
  });

  it("survives an expired token, and the loss of all its tokens", async () => {
    const agent = await anAgent();
    await drained(agent);
    server.expireTokens();
    record(agent, 1);
    await drained(agent);
    server.expireTokens({ refreshToo: true });
    record(agent, 2);
    expect(await drained(agent)).toBe(true);
    expect(server.batches.map(({ token }) => token)).toEqual(["Bearer access 0", "Bearer access 1", "Bearer access 2"]);
    expect(server.registrations).toBe(2);
  });

  it("is bounded in memory; what has not failed goes first and is counted", async () => {
    server.answerNext(...Array.from({ length: 10_000 }, () => 503));
    const agent = await anAgent({ bufferBytes: 4_000 });
    for (const exchange of exchanges) {
      agent.ended(exchange);
      await agent.drain(1);
    }
    expect(agent.outbox.droppedLines).toBeGreaterThan(0);
    expect(agent.outbox.waiting).toBeLessThan(10);
  });
});

describe("an agent's commands", () => {
  it("are acknowledged as received and then as done", async () => {
    const agent = await anAgent();
    await server.send({ type: "route.stop", args: { route: "order-in" }, risk: 2 });
    expect(await acked(2)).toEqual(["cmd_1 received", "cmd_1 done"]);
    expect(agent.simulated.isRunning("order-in")).toBe(false);
    expect(server.acks[1]?.result).toEqual({ stateAfter: "Stopped" });
  });

  it("are not executed twice: a repeated one gets the acknowledgement it had", async () => {
    const agent = await anAgent();
    await server.send({ seq: 5 });
    await acked(2);
    await server.send({ seq: 5 });
    expect(await acked(3)).toEqual(["cmd_1 received", "cmd_1 done", "cmd_1 done"]);
    expect(agent.commands.obeyed).toBe(1);
  });

  it("attack 52: are ignored when forged, for somebody else, for another start, or old", async () => {
    const agent = await anAgent();
    await server.send({ id: "cmd_a", seq: 7 });
    await server.send({ id: "cmd_b", seq: 8 }, { forged: true });
    await server.send({ id: "cmd_c", seq: 9, aud: "agt_other" });
    await server.send({ id: "cmd_d", seq: 10, boot: 1 });
    await server.send({ id: "cmd_e", seq: 6 });
    await server.send({ id: "cmd_f", seq: 11 });
    expect(await acked(4)).toEqual(["cmd_a received", "cmd_a done", "cmd_f received", "cmd_f done"]);
    expect(agent.commands.faults).toEqual({ "bad-signature": 1, "wrong-audience": 1, "wrong-boot": 1, replayed: 1 });
  });

  it("are acknowledged as expired when they come too late", async () => {
    await anAgent();
    await server.send({ exp: 1 });
    expect(await acked(1)).toEqual(["cmd_1 expired"]);
  });

  it("are rejected when the host forbids their risk or the type is unknown", async () => {
    await anAgent({ highestRisk: 1 });
    await server.send({ id: "cmd_a", seq: 1, type: "route.stop", risk: 2 });
    await server.send({ id: "cmd_b", seq: 2, type: "moon.landing" });
    expect(await acked(3)).toEqual(["cmd_a rejected", "cmd_b received", "cmd_b rejected"]);
  });

  it("arrive again over a new link, after the last one seen", async () => {
    await anAgent();
    await server.send({ id: "cmd_a", seq: 4 });
    await acked(2);
    server.cutLinks();
    await eventually({ what: "the next link", withinMs: 1_500 }, () => server.resumedAfter[1]);
    await server.send({ id: "cmd_b", seq: 5 });
    expect(await acked(4)).toEqual(["cmd_a received", "cmd_a done", "cmd_b received", "cmd_b done"]);
    expect(server.resumedAfter).toEqual(["0", "4"]);
  });
});

describe("an agent that stops", () => {
  it("sends what it has and says good-bye last", async () => {
    const agent = await anAgent();
    record(agent, 3);
    await agent.stop(1_500);
    expect(server.batches.flatMap(({ text }) => idsOf(text))).toHaveLength(3);
    expect(server.batches.at(-1)?.text).toContain('"ty":"context.stopped"');
    expect(server.heartbeats.at(-1)).toMatchObject({ stopping: true, queuedBatches: 0 });
  });
});
