import type { rotateRunner as endpoint } from "#schema/contract/runners";
import { changeRunner } from "#server/features/runners/change-runner";
import type { Verb } from "#server/platform/call";

export const rotateRunner: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const change = { rotationAskedAt: deps.clock.now() };
  return changeRunner(deps, ctx, { id: params.id, action: "runner.rotate", change, detail: {} });
};
