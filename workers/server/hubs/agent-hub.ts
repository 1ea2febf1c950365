import { DurableObject } from "cloudflare:workers";
import { linkMisusedCode, linkPing, linkPong, linkTiming } from "#schema/protocol/v1/link";
import type { RunningExchange } from "#schema/protocol/v1/running";
import { eventResponse } from "#server/hubs/event-stream";
import type { Hub } from "#server/hubs/hub";
import { flushEveryMs, openHub } from "#server/hubs/hub";
import type { Sql } from "#server/hubs/hub-store";
import type { ShardLinks } from "#server/hubs/shard-links";
import { shardLinks } from "#server/hubs/shard-links";
import { webSocketLink } from "#server/hubs/web-socket-link";
import { systemClock } from "#server/platform/clock";
import type { AgentHubStub, Beat, BeatReply, LiveAgent, QueuedCommand, Registration } from "#server/platform/hubs";

/** A shard of the registry and of the links to agents. Everything it decides is in `hub.ts`; this is its remote face and its sockets. */
export class AgentHub extends DurableObject implements AgentHubStub {
  readonly #hub: Hub;
  readonly #links: ShardLinks;
  #pinging: ReturnType<typeof setInterval> | undefined;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as Cloudflare.Env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(linkPing, linkPong));
    this.#links = shardLinks({
      of: (agentId) => openSockets(ctx, agentId),
      pingedAtMs: (socket) => ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime(),
    });
    this.#hub = openHub({ sql: sqlOf(ctx.storage), clock: systemClock, links: this.#links, askForFlush: flushAlarm(ctx.storage) });
  }

  async register(registration: Registration): Promise<void> {
    this.#hub.agents.register(registration);
  }

  async revoke(agentIds: readonly string[]): Promise<void> {
    for (const agentId of agentIds) this.#hub.revoke(agentId);
  }

  async heartbeat(beat: Beat): Promise<BeatReply | undefined> {
    return this.#hub.heartbeat(beat);
  }

  async snapshotStored(): Promise<void> {
    this.#hub.agents.snapshotStored();
  }

  async reportRunning(agentId: string, running: readonly RunningExchange[]): Promise<void> {
    this.#hub.agents.reportRunning(agentId, running);
  }

  async reportEnded(agentId: string, executionIds: readonly string[]): Promise<void> {
    this.#hub.agents.reportEnded(agentId, executionIds);
  }

  async listRunning(): Promise<readonly RunningExchange[]> {
    return this.#hub.agents.listRunning();
  }

  async listAgents(): Promise<readonly LiveAgent[]> {
    return this.#hub.agents.listAgents();
  }

  async getAgent(agentId: string): Promise<LiveAgent | undefined> {
    return this.#hub.agents.getAgent(agentId);
  }

  async reserveSequence(agentId: string): Promise<number> {
    return this.#hub.commands.reserveSequence(agentId);
  }

  async enqueue(command: QueuedCommand): Promise<boolean> {
    return this.#hub.commands.enqueue(command);
  }

  async settle(agentId: string, commandIds: readonly string[]): Promise<void> {
    this.#hub.commands.settle(agentId, commandIds);
  }

  async deliveredSequence(agentId: string): Promise<number> {
    return this.#hub.commands.deliveredSequence(agentId);
  }

  async pendingCommands(agentId: string): Promise<number> {
    return this.#hub.commands.pendingCommands(agentId);
  }

  /** `GET /links/{agentId}?kind=sse|poll|websocket&after=&waitMs=` opens a link. */
  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const agentId = decodeURIComponent(pathname.slice("/links/".length));
    if (this.#hub.isRevoked(agentId)) return new Response(null, { status: 401 });
    const after = searchParams.has("after") ? Number(searchParams.get("after")) : undefined;
    if (searchParams.get("kind") === "websocket") return this.#openSocket(agentId, after);
    if (searchParams.get("kind") === "poll") return this.#poll(agentId, after, Number(searchParams.get("waitMs")));
    const stream = this.#links.newStream(agentId);
    this.#pinging ??= setInterval(() => this.pingStreams(), linkTiming.ssePingMs);
    this.#hub.commands.attach(agentId, stream, after);
    return stream.response;
  }

  /** Keeps streams open and drops those nobody reads any more. */
  pingStreams(): void {
    this.#links.pingStreams();
    if (this.#links.streams > 0 || this.#pinging === undefined) return;
    clearInterval(this.#pinging);
    this.#pinging = undefined;
  }

  #openSocket(agentId: string, after: number | undefined): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    server.serializeAttachment(openSockets(this.ctx, agentId).reduce((highest, socket) => Math.max(highest, turnOf(socket)), 0) + 1);
    this.ctx.acceptWebSocket(server, [agentId]);
    this.#hub.commands.attach(agentId, webSocketLink(server), after);
    return new Response(null, { status: 101, webSocket: client });
  }

  async #poll(agentId: string, after: number | undefined, waitMs: number): Promise<Response> {
    const waiting = this.#hub.commands.due(agentId, after);
    if (waiting.length > 0 || waitMs === 0) return eventResponse(waiting);
    const { link, response } = this.#links.newPoll(agentId, waitMs);
    this.#hub.commands.attach(agentId, link, after);
    return response;
  }

  override async alarm(): Promise<void> {
    this.#hub.flush();
  }

  override async webSocketMessage(socket: WebSocket): Promise<void> {
    socket.close(linkMisusedCode, "an agent sends nothing but pings here");
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}

/** An agent's sockets in the order in which they were opened. */
function openSockets(ctx: DurableObjectState, agentId: string): WebSocket[] {
  const sockets = ctx.getWebSockets(agentId).filter((socket) => socket.readyState === WebSocket.OPEN);
  return sockets.sort((a, b) => turnOf(a) - turnOf(b));
}

const turnOf = (socket: WebSocket): number => Number(socket.deserializeAttachment());

function sqlOf(storage: DurableObjectStorage): Sql {
  return {
    run: (statement, ...values) => storage.sql.exec(statement, ...values).toArray(),
    transaction: (work) => storage.transactionSync(work),
  };
}

/** One alarm per interval, however often it is asked for. */
function flushAlarm(storage: DurableObjectStorage): () => void {
  let askedAtMs = 0;
  return () => {
    const nowMs = systemClock.now();
    if (nowMs - askedAtMs < flushEveryMs) return;
    askedAtMs = nowMs;
    void storage.setAlarm(nowMs + flushEveryMs);
  };
}
