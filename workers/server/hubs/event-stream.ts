import { linkEvents } from "#schema/protocol/v1/link";
import type { DeliveredCommand, Link } from "#server/hubs/link";

const encoder = new TextEncoder();

/** Writes that the other end may leave unread before it counts as dead. */
const unreadLimit = 64;

export function commandEvents(commands: readonly DeliveredCommand[]): string {
  return commands
    .map(({ sequence, envelope }) => `id: ${sequence}\nevent: ${linkEvents.command}\ndata: ${JSON.stringify(envelope)}\n\n`)
    .join("");
}

const replacedEvent = `event: ${linkEvents.replaced}\ndata: {}\n\n`;
const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };

export interface EventStream extends Link {
  readonly response: Response;
  /** A comment, which also finds out whether the other end is still there. */
  ping(): void;
}

/** Server-sent events that stay open. `onClosed` is told once, when the other end is found to be gone or the stream was replaced. */
export function openEventStream(onClosed: (stream: Link) => void): EventStream {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  let unread = 0;
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    onClosed(stream);
  };
  const write = (text: string): boolean => {
    if (!open) return false;
    if (unread >= unreadLimit) {
      close();
      void writer.abort("the other end does not read").catch(() => undefined);
      return false;
    }
    unread++;
    writer.write(encoder.encode(text)).then(() => unread--, close);
    return true;
  };
  const end = (): void => {
    close();
    void writer.close().catch(() => undefined);
  };
  const stream: EventStream = {
    kind: "sse",
    response: new Response(readable, { headers }),
    deliver: (commands) => write(commandEvents(commands)),
    ping: () => void write(": ping\n\n"),
    replace: () => {
      write(replacedEvent);
      end();
    },
    end,
  };
  writer.closed.catch(close);
  write(": open\n\n");
  return stream;
}

export interface LongPoll extends Link {
  readonly response: Promise<Response>;
}

/** One answer: the first commands that come, or nothing when the time is over. The body is written like a stream of events. */
export function openLongPoll(waitMs: number, onClosed: (poll: Link) => void): LongPoll {
  const { promise, resolve } = Promise.withResolvers<Response>();
  let open = true;
  const answer = (body: string): boolean => {
    if (!open) return false;
    open = false;
    clearTimeout(timer);
    onClosed(poll);
    resolve(new Response(body, { headers }));
    return true;
  };
  const timer = setTimeout(() => answer(""), waitMs);
  const poll: LongPoll = {
    kind: "poll",
    response: promise,
    deliver: (commands) => answer(commandEvents(commands)),
    replace: () => void answer(replacedEvent),
    end: () => void answer(""),
  };
  return poll;
}

export function eventResponse(commands: readonly DeliveredCommand[]): Response {
  return new Response(commandEvents(commands), { headers });
}
