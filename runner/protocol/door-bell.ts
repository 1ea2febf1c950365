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
  /** Once, when it could not be opened or is gone; `why` is for a person. */
  onClosed(how: "gone" | "replaced", why: string): void;
}

export interface DoorBellSettings {
  readonly connection: Connection;
  readonly authorization: string;
  readonly epoch: number;
  readonly pingMs: number;
}

/**
 * Opens the WebSocket on which the server says when to sync. It counts as open once something came through it, since there are proxies that
 * open it and let nothing pass; two pings without an answer and it counts as gone.
 */
export function openDoorBell({ connection, authorization, epoch, pingMs }: DoorBellSettings, events: DoorBellEvents): DoorBell {
  const address = `${connection.url}${urlOf(openRunnerLink, { query: { epoch } })}`.replace(/^http/, "ws");
  const socket = new WebSocket(address, { dispatcher: connection.dispatcher, headers: { authorization } });
  let unanswered = 0;
  let answered = false;
  let over = false;
  const end = (how: "gone" | "replaced", why: string): void => {
    if (over) return;
    over = true;
    clearInterval(pinging);
    socket.close();
    events.onClosed(how, why);
  };
  const ping = (): void => {
    if (unanswered >= 2) return end("gone", answered ? "It went silent." : "It was opened, but nothing comes through.");
    unanswered += 1;
    if (socket.readyState === WebSocket.OPEN) socket.send(doorBellPing);
  };
  const pinging = setInterval(ping, pingMs);
  pinging.unref();
  socket.addEventListener("open", ping);
  socket.addEventListener("message", ({ data }) => {
    unanswered = 0;
    const isFirst = !answered;
    answered = true;
    if (isFirst) events.onOpen();
    const frame = readFrame(data);
    if (frame !== undefined) events.onFrame(frame);
  });
  const broken = (): string => (answered ? "It broke off." : "It could not be opened: something on the way does not let it pass.");
  socket.addEventListener("error", () => end("gone", broken()));
  socket.addEventListener("close", ({ code, reason }) => end(code === doorBellReplacedCode ? "replaced" : "gone", reason || broken()));
  return { isOpen: () => !over && answered, close: () => end("gone", "") };
}

function readFrame(data: unknown): DoorBellFrame | undefined {
  try {
    return doorBellFrame.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
