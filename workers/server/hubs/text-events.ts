const encoder = new TextEncoder();
const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };

/** Server-sent events to one watcher. */
export interface TextEvents {
  readonly response: Response;
  /** Writes that the watcher has not read. */
  readonly unread: number;
  write(text: string): void;
}

/** `onClosed` is told once, when the watcher has gone. */
export function openTextEvents(onClosed: () => void): TextEvents {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  let unread = 0;
  let open = true;
  const close = (): void => {
    if (open) onClosed();
    open = false;
  };
  const write = (text: string): void => {
    if (!open) return;
    unread++;
    writer.write(encoder.encode(text)).then(() => unread--, close);
  };
  writer.closed.catch(close);
  write(": open\n\n");
  return {
    response: new Response(readable, { headers }),
    get unread() {
      return unread;
    },
    write,
  };
}
