import type { getEnrollment as endpoint } from "#schema/contract/runners";
import { Problem } from "#schema/problems";
import { findEnrollment } from "#server/features/runners/enrollments.store";
import { shownEnrollment } from "#server/features/runners/runner";
import type { Verb } from "#server/platform/call";

export const getEnrollment: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const [row] = await findEnrollment(deps.db.forTenant(ctx.tenant), params.id);
  if (row === undefined) throw new Problem("not-found");
  return shownEnrollment(row, deps.clock.now());
};
