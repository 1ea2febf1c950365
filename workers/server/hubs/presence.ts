import type { AgentRecord, AgentState, LinkKind } from "#server/platform/hubs";

/** Ages of the last sign of life at which an agent's state changes, milliseconds. */
export const presenceAge = { stale: 50_000, lost: 180_000, gone: 86_400_000 } as const;

export interface Sighting {
  readonly link: LinkKind;
  /** Last ping over a WebSocket, answered without waking the hub. */
  readonly pingedAtMs: number | undefined;
  readonly nowMs: number;
}

/** How an agent is, by the server's clock alone. An open WebSocket keeps an agent from being lost: its other end would have been missed. */
export function stateOf(record: AgentRecord, { link, pingedAtMs = 0, nowMs }: Sighting): AgentState {
  if (record.stopped) return "gone";
  const age = nowMs - Math.max(lastHeardMs(record), pingedAtMs);
  if (age >= presenceAge.gone) return "gone";
  if (age >= presenceAge.lost) return link === "websocket" ? "stale" : "lost";
  return age >= presenceAge.stale ? "stale" : "connected";
}

export function lastHeardMs(record: AgentRecord): number {
  return record.lastHeartbeatAtMs ?? record.registeredAtMs;
}
