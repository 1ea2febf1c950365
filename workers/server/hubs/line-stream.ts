import type { ContainerLine } from "#schema/contract/container-logs";

/** Which lines a watcher wants; an absent list wants all. */
export interface LineFilter {
  readonly environmentId: string;
  readonly appId: string;
  readonly deploymentId: string | undefined;
  readonly instances: readonly string[] | undefined;
  readonly kinds: readonly string[] | undefined;
}

export function wants(filter: LineFilter, line: ContainerLine): boolean {
  if (filter.deploymentId !== undefined && filter.deploymentId !== line.deploymentId) return false;
  if (filter.instances !== undefined && !filter.instances.includes(line.instance)) return false;
  return filter.kinds === undefined || filter.kinds.includes(line.kind);
}

export interface LineStream {
  readonly filter: LineFilter;
  readonly response: Response;
  send(lines: readonly ContainerLine[]): void;
  ping(): void;
}

/** Writes that a watcher may leave unread before lines are left out, which it is told. */
const unreadLimit = 64;
const encoder = new TextEncoder();
const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
const gap = `data: ${JSON.stringify({ type: "logs.gap" })}\n\n`;

/** Server-sent events of stored lines. `onClosed` is told once, when the watcher has gone. */
export function openLineStream(filter: LineFilter, onClosed: (stream: LineStream) => void): LineStream {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  let unread = 0;
  let open = true;
  let missed = false;
  const close = (): void => {
    if (open) onClosed(stream);
    open = false;
  };
  const write = (text: string): void => {
    if (!open) return;
    unread++;
    writer.write(encoder.encode(text)).then(() => unread--, close);
  };
  const stream: LineStream = {
    filter,
    response: new Response(readable, { headers }),
    send: (lines) => {
      const wanted = lines.filter((line) => wants(filter, line));
      if (wanted.length === 0) return;
      missed ||= unread >= unreadLimit;
      if (unread >= unreadLimit) return;
      if (missed) write(gap);
      missed = false;
      write(`id: ${wanted.at(-1)?.id}\ndata: ${JSON.stringify({ type: "logs.lines", lines: wanted })}\n\n`);
    },
    ping: () => {
      if (unread < unreadLimit) write(": ping\n\n");
    },
  };
  writer.closed.catch(close);
  write(": open\n\n");
  return stream;
}
