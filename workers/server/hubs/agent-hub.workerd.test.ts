/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { linkPing, linkPong, linkReplacedCode, linkRevokedCode } from "#schema/protocol/v1/link";
import type { AgentHub } from "#server/hubs/agent-hub";
import type { Beat, QueuedCommand } from "#server/platform/hubs";

const agentId = "agt_1";
const identity = { agentId, app: "orders", environment: "prod", instance: "orders-0" };
const vitals = { inflight: 0, queuedBatches: 0, droppedLines: 0 };
const beat: Beat = { ...identity, boot: 1, uptimeMs: 1, lastCommand: 0, stopping: false, vitals, running: [], runningComplete: true };

type Stub = DurableObjectStub<AgentHub>;

function aShard(): Stub {
  const { AGENT_HUB } = env as unknown as { AGENT_HUB: DurableObjectNamespace<AgentHub> };
  return AGENT_HUB.get(AGENT_HUB.newUniqueId());
}

const command = (sequence: number): QueuedCommand => ({
  id: `cmd_${sequence}`,
  agentId,
  sequence,
  expiresAtMs: Date.parse("2100-01-01"),
  envelope: { kid: "k", p: "cA", sig: "s" },
});

const link = (stub: Stub, query: string, init?: RequestInit) => stub.fetch(`http://agent-hub/links/${agentId}?${query}`, init);

interface Reader {
  /** Reads on until the text so far has that. */
  until(text: string): Promise<string>;
  readonly ended: Promise<void>;
  cancel(): Promise<void>;
}

async function stream(stub: Stub, query = "kind=sse"): Promise<Reader> {
  const response = await link(stub, query);
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let got = "";
  const until = async (text: string): Promise<string> => {
    while (!got.includes(text)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`The stream ended with ${JSON.stringify(got)}`);
      got += value;
    }
    return got;
  };
  await until(": open\n\n");
  return { until, ended: reader.closed.then(() => undefined), cancel: () => reader.cancel() };
}

async function socket(
  stub: Stub,
  query = "kind=websocket",
): Promise<{ socket: WebSocket; next: () => Promise<string>; closed: Promise<CloseEvent> }> {
  const { webSocket } = await link(stub, query, { headers: { upgrade: "websocket" } });
  if (webSocket === null) throw new Error("No socket");
  const waiting: string[] = [];
  const readers: ((text: string) => void)[] = [];
  webSocket.addEventListener("message", ({ data }) => (readers.shift() ?? ((text: string) => void waiting.push(text)))(String(data)));
  const closed = new Promise<CloseEvent>((resolve) => webSocket.addEventListener("close", resolve));
  webSocket.accept();
  const next = (): Promise<string> => {
    const first = waiting.shift();
    return first === undefined ? new Promise((resolve) => readers.push(resolve)) : Promise.resolve(first);
  };
  return { socket: webSocket, next, closed };
}

describe("the agent hub", () => {
  it("keeps the registry through an eviction, writing it once per interval", async () => {
    const stub = aShard();
    for (let beats = 0; beats < 5; beats++) await stub.heartbeat(beat);
    const rows = () => runInDurableObject(stub, (_hub, state) => state.storage.sql.exec("select id from agents").toArray());
    expect(await rows()).toEqual([]);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await rows()).toEqual([{ id: agentId }]);
    await evictDurableObject(stub);
    expect(await stub.getAgent(agentId)).toMatchObject({ app: "orders", state: "connected", link: "none" });
  });

  it("delivers over server-sent events, with the sequence number as the event's id", async () => {
    const stub = aShard();
    const events = await stream(stub);
    await stub.enqueue(command(7));
    expect(await events.until("data:")).toContain('id: 7\nevent: command\ndata: {"kid":"k"');
    expect((await stub.getAgent(agentId))?.link).toBeUndefined();
    await stub.heartbeat(beat);
    expect(await stub.getAgent(agentId)).toMatchObject({ link: "sse" });
  });

  it("resumes a stream after the last event that was seen", async () => {
    const stub = aShard();
    for (const sequence of [1, 2, 3]) await stub.enqueue(command(sequence));
    const events = await stream(stub, "kind=sse&after=1");
    const got = await events.until("id: 3");
    expect(got).toContain("id: 2\n");
    expect(got).not.toContain("id: 1\n");
  });

  it("resumes after the object was thrown out of memory", async () => {
    const stub = aShard();
    await stub.enqueue(command(1));
    await evictDurableObject(stub);
    await stub.enqueue(command(2));
    const events = await stream(stub);
    expect(await events.until("id: 2")).toContain("id: 1\n");
  });

  it("tells the older of two streams that it was replaced, and ends it", async () => {
    const stub = aShard();
    const older = await stream(stub);
    const newer = await stream(stub);
    await older.until("event: replaced");
    await older.ended;
    await stub.enqueue(command(1));
    expect(await newer.until("id: 1")).not.toContain("replaced");
  });

  it("drops a stream whose reader is gone at the next ping, and queues again", async () => {
    const stub = aShard();
    await stub.heartbeat(beat);
    const events = await stream(stub);
    await events.cancel();
    await runInDurableObject(stub, (hub: AgentHub) => hub.pingStreams());
    await runInDurableObject(stub, (hub: AgentHub) => hub.pingStreams());
    expect(await stub.getAgent(agentId)).toMatchObject({ link: "none" });
    await stub.enqueue(command(1));
    expect(await stub.deliveredSequence(agentId)).toBe(0);
  });

  it("answers a long poll with the first command, at once when one waits, with nothing when the time is over", async () => {
    const stub = aShard();
    const waiting = link(stub, "kind=poll&waitMs=5000");
    await stub.listAgents();
    await stub.enqueue(command(1));
    expect(await (await waiting).text()).toContain("id: 1\n");
    expect(await (await link(stub, "kind=poll&waitMs=5000&after=0")).text()).toContain("id: 1\n");
    expect(await (await link(stub, "kind=poll&waitMs=1&after=1")).text()).toBe("");
  });

  it("does not put a look without waiting in the place of an open stream", async () => {
    const stub = aShard();
    const events = await stream(stub);
    await (await link(stub, "kind=poll&waitMs=0")).text();
    await stub.enqueue(command(1));
    expect(await events.until("id: 1")).not.toContain("replaced");
  });
});

describe("the hub's WebSockets", () => {
  it("deliver commands, also those that waited", async () => {
    const stub = aShard();
    await stub.enqueue(command(1));
    const agent = await socket(stub);
    await stub.enqueue(command(2));
    const frames = [JSON.parse(await agent.next()), JSON.parse(await agent.next())] as unknown[];
    expect(frames).toMatchObject([
      { type: "command.deliver", seq: 1, envelope: { kid: "k" } },
      { type: "command.deliver", seq: 2 },
    ]);
  });

  it("stay open and deliver while the object hibernates", async () => {
    const stub = aShard();
    await stub.heartbeat(beat);
    await runDurableObjectAlarm(stub);
    const agent = await socket(stub);
    await evictDurableObject(stub);
    expect(await stub.getAgent(agentId)).toMatchObject({ link: "websocket" });
    await stub.enqueue(command(1));
    expect(JSON.parse(await agent.next())).toMatchObject({ seq: 1 });
  });

  it("get their ping answered", async () => {
    const stub = aShard();
    const agent = await socket(stub);
    agent.socket.send(linkPing);
    expect(await agent.next()).toBe(linkPong);
  });

  it("give way to a newer link of the same agent, across hibernation, and are told so", async () => {
    const stub = aShard();
    const older = await socket(stub);
    await evictDurableObject(stub);
    const newer = await socket(stub);
    expect(JSON.parse(await older.next())).toEqual({ type: "link.replaced" });
    expect((await older.closed).code).toBe(linkReplacedCode);
    await stub.enqueue(command(1));
    expect(JSON.parse(await newer.next())).toMatchObject({ seq: 1 });
  });

  it("are closed when an agent sends what is not in the protocol", async () => {
    const stub = aShard();
    const agent = await socket(stub);
    agent.socket.send("hello");
    expect((await agent.closed).code).toBe(4002);
  });
});

describe("attack 50: an agent that was revoked", () => {
  it("loses its event stream, its WebSocket and its long poll at once, and gets no other", async () => {
    for (const open of [stream, (stub: Stub) => socket(stub), (stub: Stub) => link(stub, "kind=poll&waitMs=5000")]) {
      const stub = aShard();
      await stub.heartbeat(beat);
      const opened = open(stub);
      await stub.listAgents();
      await stub.revoke([agentId]);
      await endOf(await opened);
      for (const kind of ["sse", "poll&waitMs=0", "websocket"]) expect((await link(stub, `kind=${kind}`)).status).toBe(401);
      expect(await stub.heartbeat(beat)).toBeUndefined();
    }
  });

  it("is told by the close code of its WebSocket, also when the object was asleep", async () => {
    const stub = aShard();
    const agent = await socket(stub);
    await evictDurableObject(stub);
    await stub.revoke([agentId]);
    expect((await agent.closed).code).toBe(linkRevokedCode);
  });
});

type Opened = Reader | Awaited<ReturnType<typeof socket>> | Response;

/** Resolves when the other end has ended it. */
function endOf(opened: Opened): Promise<unknown> {
  if (opened instanceof Response) return opened.text();
  return "closed" in opened ? opened.closed : drained(opened);
}

async function drained({ ended, until }: Reader): Promise<void> {
  await until("\u0000").catch(() => undefined);
  await ended;
}
