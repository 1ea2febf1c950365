import type { EventStream } from "#server/hubs/event-stream";
import { openEventStream, openLongPoll } from "#server/hubs/event-stream";
import type { Link, Links } from "#server/hubs/link";
import { webSocketLink } from "#server/hubs/web-socket-link";

/** Sockets outlive the object that opened them, streams and polls do not. */
export interface Sockets {
  of(agentId: string): readonly WebSocket[];
  pingedAtMs(socket: WebSocket): number | undefined;
}

export interface ShardLinks extends Links {
  /** The links that a sleeping shard would lose. */
  readonly streams: number;
  newStream(agentId: string): EventStream;
  newPoll(agentId: string, waitMs: number): { readonly link: Link; readonly response: Promise<Response> };
  pingStreams(): void;
}

export function shardLinks(sockets: Sockets): ShardLinks {
  const awake = new Map<string, Link>();
  const streams = new Set<EventStream>();
  const forget = (agentId: string) => (link: Link) => {
    streams.delete(link as EventStream);
    if (awake.get(agentId) === link) awake.delete(agentId);
  };
  const newest = (agentId: string): WebSocket | undefined => sockets.of(agentId).at(-1);
  return {
    get streams() {
      return streams.size;
    },
    of: (agentId) => {
      const socket = newest(agentId);
      return awake.get(agentId) ?? (socket === undefined ? undefined : webSocketLink(socket));
    },
    open: (agentId, link) => {
      awake.get(agentId)?.replace();
      awake.delete(agentId);
      if (link.kind !== "websocket") {
        for (const socket of sockets.of(agentId)) webSocketLink(socket).replace();
        awake.set(agentId, link);
      } else {
        for (const socket of sockets.of(agentId).slice(0, -1)) webSocketLink(socket).replace();
      }
    },
    end: (agentId) => {
      awake.get(agentId)?.end();
      awake.delete(agentId);
      for (const socket of sockets.of(agentId)) webSocketLink(socket).end();
    },
    pingedAtMs: (agentId) => {
      const socket = newest(agentId);
      return socket === undefined ? undefined : sockets.pingedAtMs(socket);
    },
    newStream: (agentId) => {
      const stream = openEventStream(forget(agentId));
      streams.add(stream);
      return stream;
    },
    newPoll: (agentId, waitMs) => {
      const link = openLongPoll(waitMs, forget(agentId));
      return { link, response: link.response };
    },
    pingStreams: () => {
      for (const stream of streams) stream.ping();
    },
  };
}
