import { DurableObject } from "cloudflare:workers";
import type { ContainerLine } from "#schema/contract/container-logs";
import type { DoorBellFrame } from "#schema/protocol/runner/v1/door-bell";
import { doorBellPing, doorBellPong, doorBellReplacedCode } from "#schema/protocol/runner/v1/door-bell";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { DoorBell } from "#server/hubs/door-bell";
import { openDoorBell } from "#server/hubs/door-bell";
import { lineFilterOf } from "#server/hubs/line-filter";
import { systemClock } from "#server/platform/clock";
import type { RunnerHubStub, Tail, TailedApp } from "#server/platform/runner-hubs";

const tailPingMs = 20_000;

/** The door bell of one runner, and those who watch its logs and deployments. What it decides is in `door-bell.ts`; this is its sockets. */
export class RunnerHub extends DurableObject implements RunnerHubStub {
  readonly #bell: DoorBell;
  #pinging: ReturnType<typeof setInterval> | undefined;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as Cloudflare.Env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(doorBellPing, doorBellPong));
    this.#bell = openDoorBell(systemClock, (frame) => this.#newest().forEach((socket) => tell(socket, frame)));
  }

  async ring(rev: number): Promise<void> {
    this.#bell.ring(rev);
  }

  async waitFor(haveRev: number, waitMs: number): Promise<void> {
    await this.#bell.waitFor(haveRev, waitMs);
  }

  async replaceSession(epoch: number): Promise<void> {
    this.#bell.dismiss();
    for (const socket of this.ctx.getWebSockets().filter((candidate) => epochOf(candidate) < epoch)) replace(socket, epoch);
  }

  async publish(app: TailedApp, lines: readonly ContainerLine[]): Promise<void> {
    this.#bell.publish(app, lines);
  }

  async changed(app: TailedApp): Promise<void> {
    this.#bell.changes.changed(app);
  }

  async tails(): Promise<readonly Tail[]> {
    return this.#bell.tails();
  }

  async link(): Promise<"websocket" | "poll" | "none"> {
    if (this.#newest().length > 0) return "websocket";
    return this.#bell.waiting ? "poll" : "none";
  }

  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/link") return this.#openSocket(Number(searchParams.get("epoch")));
    this.#pinging ??= setInterval(() => this.#ping(), tailPingMs);
    const filter = lineFilterOf(searchParams);
    return pathname === "/changes" ? this.#bell.changes.open(filter) : this.#bell.openTail(filter);
  }

  #openSocket(epoch: number): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    for (const socket of this.#newest()) replace(socket, epoch);
    server.serializeAttachment(epoch);
    this.ctx.acceptWebSocket(server);
    for (const tail of this.#bell.tails()) tell(server, { type: "tail.start", flushMs: runnerTiming.tailFlushMs, ...tail });
    return new Response(null, { status: 101, webSocket: client });
  }

  #ping(): void {
    this.#bell.ping();
    if (this.#bell.watchers > 0) return;
    if (this.#pinging !== undefined) clearInterval(this.#pinging);
    this.#pinging = undefined;
  }

  /** None or one: an older one is closed when a newer opens. */
  #newest(): WebSocket[] {
    const open = this.ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
    return open.toSorted((a, b) => epochOf(a) - epochOf(b)).slice(-1);
  }

  override async webSocketClose(socket: WebSocket, code: number): Promise<void> {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}

const epochOf = (socket: WebSocket): number => Number(socket.deserializeAttachment());

function tell(socket: WebSocket, frame: DoorBellFrame): void {
  try {
    socket.send(JSON.stringify(frame));
  } catch {
    // A socket that died is found by the runner's next ping; until then it polls.
  }
}

function replace(socket: WebSocket, epoch: number): void {
  tell(socket, { type: "session.replaced", epoch });
  socket.close(doorBellReplacedCode, "replaced by a newer link");
}
