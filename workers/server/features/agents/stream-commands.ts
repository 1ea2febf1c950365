import type { streamCommands as endpoint } from "#schema/contract/agent-protocol";
import { callingAgent } from "#server/features/agents/calling-agent";
import { openLink } from "#server/features/agents/open-link";
import type { Verb } from "#server/platform/call";

/** What an agent that reconnects has seen stands in `Last-Event-ID`; one that polls says it in `after`. */
export const streamCommands: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const { agentId } = callingAgent(ctx);
  const lastEvent = Number(ctx.request.headers.get("last-event-id") ?? Number.NaN);
  const after = query.after ?? (Number.isSafeInteger(lastEvent) ? lastEvent : undefined);
  const { wait } = query;
  if (wait === undefined) return openLink(deps.hubs, { agentId, kind: "sse", after });
  return openLink(deps.hubs, { agentId, kind: "poll", after, waitMs: wait * 1_000 });
};
