import type { openRunnerLink as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { callingSession } from "#server/features/runners/require-runner";
import type { Verb } from "#server/platform/call";

export const openRunnerLink: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  if (ctx.request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new Problem("invalid-request", { detail: "Ask for a WebSocket: send the header Upgrade: websocket." });
  }
  const { id, epoch } = await callingSession(deps.db.forTenant(ctx.tenant), ctx, query.epoch);
  return deps.runnerHubs.of(id).fetch(new Request(`http://runner-hub/link?epoch=${epoch}`, { headers: { upgrade: "websocket" } }));
};
