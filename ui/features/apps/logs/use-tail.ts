import { useEffect, useState } from "react";
import { urlOf } from "#schema/contract/call";
import { containerLogFrame, streamContainerLogs } from "#schema/contract/container-logs";
import type { LogLine, LogScope } from "#ui/features/apps/queries/logs.ts";

const mostLines = 2_000;

export interface Tail {
  /** Oldest first; each was stored before it was sent. */
  readonly lines: readonly LogLine[];
  readonly state: "off" | "connecting" | "live";
}

interface Received {
  /** The stream that they came from. */
  readonly url: string;
  readonly lines: readonly LogLine[];
  readonly open: boolean;
}

/** Lines as they arrive. `onGap` is told when some were missed, and after each connection. */
export function useTail(scope: LogScope | undefined, onGap: () => void): Tail {
  const url = scope === undefined ? "" : urlOf(streamContainerLogs, { query: { ...scope } });
  const [received, setReceived] = useState<Received>({ url: "", lines: [], open: false });
  useEffect(() => {
    if (url === "") return undefined;
    const source = new EventSource(url);
    const note = (open: boolean, fresh: readonly LogLine[] = []) =>
      setReceived((old) => ({ url, open, lines: [...(old.url === url ? old.lines : []), ...fresh].slice(-mostLines) }));
    source.addEventListener("open", () => {
      note(true);
      onGap();
    });
    source.addEventListener("error", () => note(false));
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      const frame = containerLogFrame.safeParse(JSON.parse(data));
      if (!frame.success) return;
      if (frame.data.type === "logs.gap") onGap();
      else note(true, frame.data.lines);
    });
    return () => source.close();
  }, [url, onGap]);
  const current = received.url === url ? received : { lines: [], open: false };
  return { lines: current.lines, state: url === "" ? "off" : current.open ? "live" : "connecting" };
}
