import type { listRunnerTasks as endpoint } from "#schema/contract/runners";
import { requireRunner } from "#server/features/runners/require-runner";
import { shownTask } from "#server/features/runners/task";
import { findTasks } from "#server/features/runners/tasks.store";
import type { Verb } from "#server/platform/call";

export const listRunnerTasks: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  await requireRunner(db, params.id);
  return { items: (await findTasks(db, params.id)).map((row) => shownTask(row, deps.clock.now())) };
};
