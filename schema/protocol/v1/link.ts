import { z } from "zod";
import { commandEnvelope } from "#schema/protocol/v1/command";

/** Server-sent events of `GET /v1/agents/{id}/commands`. `command` carries the sequence number as its id. */
export const linkEvents = { command: "command", replaced: "replaced" } as const;

/** What the server sends over the WebSocket of `GET /v1/agents/{id}/link`. The agent sends only {@link linkPing}. */
export const linkFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("command.deliver"), seq: z.number().int(), envelope: commandEnvelope }),
  z.object({ type: z.literal("link.replaced") }),
]);
export type LinkFrame = z.infer<typeof linkFrame>;

/** Answered by the platform with {@link linkPong}, without waking the hub. */
export const linkPing = "ping";
export const linkPong = "pong";

/** Close code told to a link that a newer one of the same agent has taken over. */
export const linkReplacedCode = 4001;
/** Close code told to an agent that an administrator has revoked. */
export const linkRevokedCode = 4003;
/** Close code when the agent sent something that is not in the protocol. */
export const linkMisusedCode = 4002;

export const linkTiming = {
  /** a comment on a silent event stream, so that both ends notice a dead one */
  ssePingMs: 20_000,
  /** how often an agent pings its WebSocket */
  webSocketPingMs: 20_000,
  /** longest long poll */
  longestPollMs: 55_000,
  /** an agent that was replaced waits this long before it opens a link again */
  replacedPauseMs: 60_000,
  /** a link that was open and is lost is opened again after a random part of this time */
  reconnectSpreadMs: 5_000,
} as const;
