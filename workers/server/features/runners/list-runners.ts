import type { listRunners as endpoint } from "#schema/contract/runners";
import { linkOf } from "#server/features/runners/link-of";
import { shownRunner } from "#server/features/runners/runner";
import { findRunners } from "#server/features/runners/runners.store";
import type { Verb } from "#server/platform/call";

export const listRunners: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const found = await findRunners(deps.db.forTenant(ctx.tenant));
  const nowMs = deps.clock.now();
  return { items: await Promise.all(found.map(async (one) => shownRunner(one, { nowMs, link: await linkOf(deps, one.runner.id) }))) };
};
