import { createParser } from "eventsource-parser";
import { WebSocket } from "ws";
import { linkEvents, linkFrame, linkPing, linkReplacedCode, linkTiming } from "#schema/protocol/v1/link";
import type { Random } from "../random.ts";
import { pauseBefore } from "./backoff.ts";
import type { Session } from "./session.ts";
import { pause } from "./session.ts";

export type LinkPreference = "sse" | "websocket" | "poll";

export interface LinkOptions {
  readonly session: Session;
  readonly preference: LinkPreference;
  readonly random: Random;
  /** Sequence number of the last command seen, to resume after. */
  readonly lastSeen: () => number;
  readonly onEnvelope: (envelope: unknown) => Promise<void>;
}

/** How a link ended: `failed` before it had said anything, so that another kind may do better. */
type Outcome = "ended" | "failed" | "replaced";

const kinds: Record<LinkPreference, (options: LinkOptions, signal: AbortSignal) => Promise<Outcome>> = {
  sse: readEvents,
  websocket: readSocket,
  poll: readPoll,
};

/** Keeps a link open until the signal is given. A kind that does not get through is followed by the next: stream, socket, poll. */
export async function keepLink(options: LinkOptions, signal: AbortSignal): Promise<void> {
  const order: LinkPreference[] = [
    options.preference,
    ...(["sse", "websocket", "poll"] as const).filter((kind) => kind !== options.preference),
  ];
  for (let failures = 0; !signal.aborted;) {
    const kind = order[failures % order.length] ?? options.preference;
    const outcome = await kinds[kind](options, signal).catch((): Outcome => "failed");
    failures = outcome === "failed" ? failures + 1 : 0;
    await pause(pauseAfter(outcome, { kind, failures, random: options.random }), signal);
  }
}

interface Ended {
  readonly kind: LinkPreference;
  readonly failures: number;
  readonly random: Random;
}

/** A server that restarts cuts every link at once: they must not come back at once. */
function pauseAfter(outcome: Outcome, { kind, failures, random }: Ended): number {
  if (outcome === "replaced") return linkTiming.replacedPauseMs;
  if (outcome === "failed") return pauseBefore(Math.min(failures, 6), random);
  return kind === "poll" ? 0 : Math.round(random.next() * linkTiming.reconnectSpreadMs);
}

/** One look for commands that wait, beside whatever link is open. */
export async function fetchWaiting(options: LinkOptions, signal: AbortSignal): Promise<void> {
  await readResponse(options, await options.session.fetch(pathOf(options, `?wait=0&after=${options.lastSeen()}`), { signal }), signal);
}

const pathOf = ({ session }: LinkOptions, rest: string): string => `/v1/agents/${session.registration.agentId}/commands${rest}`;

/** Silence longer than two pings means that a proxy holds the stream back or the other end is gone. */
async function readEvents(options: LinkOptions, signal: AbortSignal): Promise<Outcome> {
  const silence = new AbortController();
  const headers = { accept: "text/event-stream", "last-event-id": String(options.lastSeen()) };
  const response = await options.session.fetch(pathOf(options, ""), { headers, signal: AbortSignal.any([signal, silence.signal]) });
  let timer = setTimeout(() => silence.abort(), 5_000);
  const onBytes = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), linkTiming.ssePingMs * 2.2);
  };
  try {
    return await readResponse(options, response, signal, onBytes);
  } finally {
    clearTimeout(timer);
  }
}

async function readPoll(options: LinkOptions, signal: AbortSignal): Promise<Outcome> {
  return readResponse(options, await options.session.fetch(pathOf(options, `?wait=25&after=${options.lastSeen()}`), { signal }), signal);
}

async function readResponse(
  ...[options, response, signal, onBytes]: [LinkOptions, Response, AbortSignal, (() => void)?]
): Promise<Outcome> {
  if (!response.ok || response.body === null) return "failed";
  let replaced = false;
  const envelopes: unknown[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      replaced ||= event === linkEvents.replaced;
      if (event === linkEvents.command) envelopes.push(parsed(data));
    },
  });
  try {
    for await (const chunk of textOf(response.body)) {
      onBytes?.();
      parser.feed(chunk);
      for (const envelope of envelopes.splice(0)) await options.onEnvelope(envelope);
      if (replaced || signal.aborted) break;
    }
  } catch {
    // A broken stream is an ended one: the link is opened again and resumes.
  }
  return replaced ? "replaced" : "ended";
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
}

function readSocket(options: LinkOptions, signal: AbortSignal): Promise<Outcome> {
  const { session } = options;
  const url = new URL(`/v1/agents/${session.registration.agentId}/link?after=${options.lastSeen()}`, session.url);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url.href, { headers: { authorization: `Bearer ${session.accessToken}` } });
  const pinging = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(linkPing), linkTiming.webSocketPingMs);
  const close = (): void => socket.close(1000);
  signal.addEventListener("abort", close);
  let opened = false;
  return new Promise<Outcome>((resolve) => {
    socket.on("open", () => (opened = true));
    socket.on("message", (data) => {
      const frame = linkFrame.safeParse(parsed(String(data)));
      if (frame.data?.type === "command.deliver") void options.onEnvelope(frame.data.envelope);
    });
    socket.on("error", () => undefined);
    socket.on("close", (code) => resolve(code === linkReplacedCode ? "replaced" : opened ? "ended" : "failed"));
  }).finally(() => {
    clearInterval(pinging);
    signal.removeEventListener("abort", close);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
