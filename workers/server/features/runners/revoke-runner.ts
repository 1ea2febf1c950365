import type { revokeRunner as endpoint } from "#schema/contract/runners";
import { changeRunner } from "#server/features/runners/change-runner";
import type { Verb } from "#server/platform/call";

export const revokeRunner: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const change = { revokedAt: deps.clock.now() };
  return changeRunner(deps, ctx, { id: params.id, action: "runner.revoke", change, detail: {} });
};
