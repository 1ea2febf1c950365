import type { getOnboarding as endpoint } from "#schema/contract/onboarding";
import { findArrived } from "#server/features/onboarding/arrived";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const getOnboarding: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const [{ exchanges, first }, shards] = await Promise.all([
    findArrived(deps, ctx, "onboarding.get"),
    Promise.all(deps.hubs.all().map((shard) => shard.listAgents())),
  ]);
  return {
    ingestUrl: deps.config.publicUrl ?? new URL(ctx.request.url).origin,
    firstDataAt: exchanges === 0 ? null : isoOf(first * 1_000),
    exchanges,
    agents: shards.flat().length,
  };
};
