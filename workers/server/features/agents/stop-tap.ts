import type { stopTap as endpoint } from "#schema/contract/taps";
import { Problem } from "#schema/problems";
import { findTapCommands } from "#server/features/agents/commands.store";
import { dispatchCommand } from "#server/features/agents/dispatch-command";
import { longestLeaseMs, runningTaps, tapExpiresInSeconds } from "#server/features/agents/tap";
import type { Verb } from "#server/platform/call";

export const stopTap: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const nowMs = deps.clock.now();
  const told = await findTapCommands(deps.db.forTenant(ctx.tenant), params.id, nowMs - longestLeaseMs);
  const tap = runningTaps(told, nowMs).find(({ id }) => id === params.tapId);
  if (tap === undefined) throw new Problem("not-found");
  const args = { route: tap.route, ...(tap.node === "" ? {} : { node: tap.node }) };
  await dispatchCommand(deps, ctx, { agentId: params.id, type: "tap.stop", args, reason: "", expiresInSeconds: tapExpiresInSeconds });
  return undefined;
};
