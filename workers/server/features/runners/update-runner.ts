import type { updateRunner as endpoint } from "#schema/contract/runners";
import { changeRunner } from "#server/features/runners/change-runner";
import { requireEnvironments } from "#server/features/runners/require-environments";
import type { Verb } from "#server/platform/call";

export const updateRunner: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  await requireEnvironments(deps.db.forTenant(ctx.tenant), body.environmentIds ?? []);
  const { name, environmentIds, draining } = body;
  const change = {
    ...(name === undefined ? {} : { name }),
    ...(environmentIds === undefined ? {} : { environmentIds }),
    ...(draining === undefined ? {} : { draining }),
  };
  return changeRunner(deps, ctx, { id: params.id, action: "runner.update", change, detail: body });
};
