import type { listEnrollments as endpoint } from "#schema/contract/runners";
import { findEnrollments } from "#server/features/runners/enrollments.store";
import { shownEnrollment } from "#server/features/runners/runner";
import type { Verb } from "#server/platform/call";

export const listEnrollments: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const found = await findEnrollments(deps.db.forTenant(ctx.tenant));
  return { items: found.map((row) => shownEnrollment(row, deps.clock.now())) };
};
