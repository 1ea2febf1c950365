import { Problem } from "#schema/problems";
import type { Hubs } from "#server/platform/hubs";

export interface LinkRequest {
  readonly agentId: string;
  readonly kind: "sse" | "poll" | "websocket";
  readonly after: number | undefined;
  readonly waitMs?: number;
}

/** The shard's answer is the link itself. */
export async function openLink(hubs: Hubs, { agentId, kind, after, waitMs }: LinkRequest): Promise<Response> {
  const url = new URL(`http://agent-hub/links/${encodeURIComponent(agentId)}`);
  url.searchParams.set("kind", kind);
  if (after !== undefined) url.searchParams.set("after", String(after));
  if (waitMs !== undefined) url.searchParams.set("waitMs", String(waitMs));
  const headers = kind === "websocket" ? { upgrade: "websocket" } : undefined;
  const link = await hubs.shardOf(agentId).fetch(new Request(url, headers === undefined ? {} : { headers }));
  if (link.status === 401) throw new Problem("unauthenticated", { cause: "the agent was revoked" });
  return link;
}
