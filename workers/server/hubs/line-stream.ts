import type { ContainerLine } from "#schema/contract/container-logs";
import { openTextEvents } from "#server/hubs/text-events";

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
const gap = `data: ${JSON.stringify({ type: "logs.gap" })}\n\n`;

/** Server-sent events of stored lines. `onClosed` is told once, when the watcher has gone. */
export function openLineStream(filter: LineFilter, onClosed: (stream: LineStream) => void): LineStream {
  const events = openTextEvents(() => onClosed(stream));
  let missed = false;
  const stream: LineStream = {
    filter,
    response: events.response,
    send: (lines) => {
      const wanted = lines.filter((line) => wants(filter, line));
      if (wanted.length === 0) return;
      missed ||= events.unread >= unreadLimit;
      if (events.unread >= unreadLimit) return;
      if (missed) events.write(gap);
      missed = false;
      events.write(`id: ${wanted.at(-1)?.id}\ndata: ${JSON.stringify({ type: "logs.lines", lines: wanted })}\n\n`);
    },
    ping: () => {
      if (events.unread < unreadLimit) events.write(": ping\n\n");
    },
  };
  return stream;
}
