import { WebSocket } from "undici";
import { urlOf } from "#schema/contract/call";
import { openRunnerLink } from "#schema/contract/runner-protocol";
import { doorBellFrame, type DoorBellFrame, doorBellPing, doorBellReplacedCode } from "#schema/protocol/runner/v1/door-bell";
import type { Connection } from "./connection.ts";

export interface DoorBell {
  readonly isOpen: () => boolean;
  close(): void;
}

export interface DoorBellEvents {
  onOpen(): void;
  onFrame(frame: DoorBellFrame): void;
  /** Once, when it could not be opened or is gone. */
  onClosed(how: "gone" | "replaced"): void;
}

export interface DoorBellSettings {
  readonly connection: Connection;
  readonly authorization: string;
  readonly epoch: number;
  readonly pingMs: number;
}

/** Opens the WebSocket on which the server says when to sync. Two pings without an answer and it counts as gone. */
export function openDoorBell({ connection, authorization, epoch, pingMs }: DoorBellSettings, events: DoorBellEvents): DoorBell {
  const address = `${connection.url}${urlOf(openRunnerLink, { query: { epoch } })}`.replace(/^http/, "ws");
  const socket = new WebSocket(address, { dispatcher: connection.dispatcher, headers: { authorization } });
  let unanswered = 0;
  let over = false;
  const end = (how: "gone" | "replaced"): void => {
    if (over) return;
    over = true;
    clearInterval(pinging);
    socket.close();
    events.onClosed(how);
  };
  const pinging = setInterval(() => {
    if (unanswered >= 2) return end("gone");
    unanswered += 1;
    if (socket.readyState === WebSocket.OPEN) socket.send(doorBellPing);
  }, pingMs);
  pinging.unref();
  socket.addEventListener("open", () => events.onOpen());
  socket.addEventListener("message", ({ data }) => {
    unanswered = 0;
    const frame = readFrame(data);
    if (frame !== undefined) events.onFrame(frame);
  });
  socket.addEventListener("error", () => end("gone"));
  socket.addEventListener("close", ({ code }) => end(code === doorBellReplacedCode ? "replaced" : "gone"));
  return { isOpen: () => !over && socket.readyState === WebSocket.OPEN, close: () => end("gone") };
}

function readFrame(data: unknown): DoorBellFrame | undefined {
  try {
    return doorBellFrame.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
