import { generateKeyPairSync, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import type { CommandAck, CommandPayload } from "#schema/protocol/v1/command";
import { base64url, sealCommand } from "#schema/protocol/v1/command-envelope";
import { agentDefaults } from "#schema/protocol/v1/limits";

/** In the place of a status: the batch is taken and the connection cut without an answer. */
export const misbehaviours = { lostReply: -1 } as const;

export interface ReceivedBatch {
  readonly text: string;
  /** As they came over the wire. */
  readonly bytes: Buffer;
  readonly token: string;
}

/** A server that speaks the protocol over HTTP and misbehaves on command. */
export interface MisbehavingServer {
  readonly url: string;
  readonly agentId: string;
  readonly batches: readonly ReceivedBatch[];
  readonly acks: readonly CommandAck[];
  readonly heartbeats: readonly Record<string, unknown>[];
  /** `Last-Event-ID` or `after` of every link that was opened. */
  readonly resumedAfter: readonly string[];
  readonly registrations: number;
  /** Statuses of the next answers to telemetry; then 200. */
  answerNext(...statuses: readonly number[]): void;
  /** Access tokens given out so far are not accepted any more. */
  expireTokens(options?: { readonly refreshToo: boolean }): void;
  send(payload: Partial<CommandPayload>, how?: { readonly forged?: boolean }): Promise<void>;
  /** Cuts every open stream. */
  cutLinks(): void;
  stop(): Promise<void>;
}

interface State {
  readonly batches: ReceivedBatch[];
  readonly acks: CommandAck[];
  readonly heartbeats: Record<string, unknown>[];
  readonly resumedAfter: string[];
  readonly statuses: number[];
  readonly streams: Set<ServerResponse>;
  readonly events: { readonly seq: number; readonly text: string }[];
  registrations: number;
  generation: number;
  refreshGood: boolean;
}

const agentId = "agt_01970000000070008000000000000001";

export async function startMisbehavingServer(): Promise<MisbehavingServer> {
  const state: State = {
    batches: [],
    acks: [],
    heartbeats: [],
    resumedAfter: [],
    statuses: [],
    streams: new Set(),
    events: [],
    registrations: 0,
    generation: 0,
    refreshGood: true,
  };
  const keys = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")] as const;
  const publicKey = base64url(keys[0].publicKey.export({ format: "der", type: "spki" }).subarray(-32));
  const server = createServer((request, response) => void answer({ state, publicKey }, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    ...state,
    url: `http://127.0.0.1:${port}`,
    agentId,
    get registrations() {
      return state.registrations;
    },
    answerNext: (...statuses) => void state.statuses.push(...statuses),
    expireTokens: ({ refreshToo } = { refreshToo: false }) => {
      state.generation++;
      state.refreshGood = !refreshToo;
    },
    send: async (payload, { forged = false } = {}) => {
      const { privateKey } = forged ? keys[1] : keys[0];
      const signer = { kid: "c-1", sign: async (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)) };
      const seconds = Math.floor(Date.now() / 1_000);
      const whole: CommandPayload = {
        id: "cmd_1",
        seq: 1,
        aud: agentId,
        boot: null,
        type: "jvm.gc",
        args: {},
        iat: seconds,
        exp: seconds + 60,
        actor: "a",
        reason: "",
        risk: 1,
        ...payload,
      };
      const text = `id: ${whole.seq}\nevent: command\ndata: ${JSON.stringify(await sealCommand(signer, whole))}\n\n`;
      state.events.push({ seq: whole.seq, text });
      for (const stream of state.streams) stream.write(text);
    },
    cutLinks: () => {
      for (const stream of state.streams) stream.destroy();
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Here {
  readonly state: State;
  readonly publicKey: string;
}

async function answer({ state, publicKey }: Here, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const path = new URL(request.url ?? "", "http://localhost").pathname;
  const tokens = { accessToken: `access ${state.generation}`, refreshToken: "refresh", expiresIn: 3_600 };
  const json = (status: number, value: unknown): void =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  if (path === "/v1/agents") {
    state.registrations++;
    state.refreshGood = true;
    const { config, limits } = agentDefaults;
    const commandKeys = [{ kid: "c-1", algorithm: "Ed25519", publicKey }];
    const quick = { ...config, flush: { ...config.flush, seconds: 0.02 } };
    return json(201, { agentId, ...tokens, commandKeys, config: quick, limits, serverTime: new Date().toISOString() });
  }
  if (path.endsWith("/token")) return state.refreshGood ? json(200, tokens) : json(401, {});
  const token = request.headers.authorization ?? "";
  if (token !== `Bearer ${tokens.accessToken}`) return json(401, {});
  if (path.endsWith("/heartbeat")) {
    state.heartbeats.push(JSON.parse(body.toString()) as Record<string, unknown>);
    return json(200, { serverTime: new Date().toISOString(), configVersion: 1, pendingCommands: 0, heartbeatSeconds: 20 });
  }
  if (path.endsWith("/acks")) {
    state.acks.push(...(JSON.parse(body.toString()) as { acks: CommandAck[] }).acks);
    return json(200, { accepted: 1, unknown: [] });
  }
  if (path.endsWith("/commands")) return openStream(state, request, response);
  takeBatch(state, { token, body }, response);
}

function openStream(state: State, request: IncomingMessage, response: ServerResponse): void {
  const after = request.headers["last-event-id"] ?? "";
  state.resumedAfter.push(String(after));
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\n\n");
  for (const { seq, text } of state.events) if (seq > Number(after)) response.write(text);
  state.streams.add(response);
  response.on("close", () => state.streams.delete(response));
}

function takeBatch(state: State, { token, body }: { token: string; body: Buffer }, response: ServerResponse): void {
  const status = state.statuses.shift() ?? 200;
  const text = gunzipSync(body).toString();
  const { seq } = JSON.parse(text.slice(0, text.indexOf("\n"))) as { seq: number };
  state.batches.push({ text, bytes: body, token });
  if (status < 0) return void response.destroy();
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ seq, accepted: 1, rejected: [], cfg: 1, cmds: 0 }));
}
