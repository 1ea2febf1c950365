import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { Backend } from "./backend.ts";
import type { GatewayCredentials } from "./credentials.ts";
import { Handshake } from "./handshake.ts";
import { authenticated, errorResponse, greeting, requestPassword } from "./wire.ts";

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : data;
}

function dismiss(socket: WebSocket, code: string, message: string): void {
  socket.send(errorResponse({ severity: "FATAL", code, message }));
  socket.close();
}

function join(socket: WebSocket, stream: Duplex): void {
  stream.on("data", (chunk: Buffer) => socket.send(chunk));
  stream.on("close", () => socket.close());
  stream.on("end", () => socket.close());
  stream.on("error", () => socket.close());
  socket.on("message", (data) => stream.write(toBuffer(data)));
  socket.on("close", () => stream.destroy());
}

async function open(socket: WebSocket, backend: Backend, rest: Buffer): Promise<void> {
  const early: Buffer[] = [rest];
  const keep = (data: RawData): void => void early.push(toBuffer(data));
  socket.on("message", keep);
  try {
    const { stream, parameters } = await backend.attach();
    socket.off("message", keep);
    join(socket, stream);
    socket.send(Buffer.concat([authenticated(), greeting(parameters)]));
    stream.write(Buffer.concat(early));
    if (socket.readyState !== socket.OPEN) stream.destroy();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "08006";
    dismiss(socket, code.length === 5 ? code : "08006", cause instanceof Error ? cause.message : String(cause));
  }
}

/** PostgreSQL's protocol in binary frames, as Neon's driver speaks it over a WebSocket. */
export function serveTunnel(socket: WebSocket, backend: Backend, expected: GatewayCredentials): void {
  const handshake = new Handshake(expected);
  let asked = false;
  const receive = (data: RawData): void => {
    const step = handshake.receive(toBuffer(data));
    if (step.kind === "more") {
      asked ||= step.reply[0] === 0x52;
      if (step.reply.length > 0) socket.send(step.reply);
      return;
    }
    socket.off("message", receive);
    // A driver that sends all at once still reads the question before the answer.
    if (!asked) socket.send(requestPassword());
    if (step.kind === "refused") dismiss(socket, "28P01", step.message);
    else void open(socket, backend, step.rest);
  };
  socket.on("message", receive);
  socket.on("error", () => socket.terminate());
}
