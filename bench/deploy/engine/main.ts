import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { callName } from "./call-name.ts";
import { type EngineState, newEngineState } from "./engine-state.ts";
import { readRecording } from "./recording.ts";
import { type Call, type Reply, routes } from "./routes.ts";

// A Docker engine on the socket of its first argument that runs nothing, and takes for everything as long as a real one did. Its second argument is
// the name of an image that is there.

const [socketPath = "", baseImage = ""] = process.argv.slice(2);
const lookKind = "GET /containers/:id/json";
const recording = readRecording();
const state = newEngineState(recording, baseImage);

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${request.method} ${request.url}: ${String(error)}\n`);
    response.destroy();
  });
});
server.listen(socketPath, () => process.send?.("listening"));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = await callOf(request);
  const route = routes[call.kind];
  const ms = recording.calls[isInVain(state, call) ? lookKind : call.kind];
  if (route === undefined || ms === undefined) throw new Error(`Nothing of the kind ${call.kind} was recorded`);
  await pause(ms + heldMs(state, call));
  const reply = route(state, call);
  await send(reply, response);
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const { method = "", url = "", headers } = request;
  const bytes = await buffer(request);
  const isJson = (headers["content-type"] ?? "").startsWith("application/json") && bytes.length > 0;
  const { searchParams: query } = new URL(url, "http://engine");
  return { ...callName(method, url), query, body: isJson ? JSON.parse(bytes.toString()) : undefined };
}

/** To stop what does not run takes no longer than to see that. */
function isInVain({ containers }: EngineState, { kind, id }: Call): boolean {
  return kind === "POST /containers/:id/stop" && containers.get(id)?.status !== "running";
}

/** A health check that has just begun holds up whoever wants to know something of its container. */
function heldMs({ containers }: EngineState, { kind, id }: Call): number {
  if (kind !== lookKind) return 0;
  return Math.max(0, (containers.get(id)?.heldUntilMs ?? 0) - performance.now());
}

async function send({ status, json, text, stream }: Reply, response: ServerResponse): Promise<void> {
  if (json !== undefined) return void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
  if (stream === undefined) return void response.writeHead(status).end(text);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.writeHead(status).flushHeaders();
  await stream((chunk) => response.write(chunk), gone.signal);
  response.end();
}
