import type { getRunner as endpoint } from "#schema/contract/runners";
import { linkOf } from "#server/features/runners/link-of";
import { requireRunner } from "#server/features/runners/require-runner";
import { shownRunner } from "#server/features/runners/runner";
import type { Verb } from "#server/platform/call";

export const getRunner: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const found = await requireRunner(deps.db.forTenant(ctx.tenant), params.id);
  return shownRunner(found, { nowMs: deps.clock.now(), link: await linkOf(deps, params.id) });
};
