import type { openCommandLink as endpoint } from "#schema/contract/agent-protocol";
import { Problem } from "#schema/problems";
import { callingAgent } from "#server/features/agents/calling-agent";
import { openLink } from "#server/features/agents/open-link";
import type { Verb } from "#server/platform/call";

export const openCommandLink: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const { agentId } = callingAgent(ctx);
  if (ctx.request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new Problem("invalid-request", { detail: "Ask for a WebSocket: send the header Upgrade: websocket." });
  }
  return openLink(deps.hubs, { agentId, kind: "websocket", after: query.after });
};
