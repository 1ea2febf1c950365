import type { createRunnerTask as endpoint } from "#schema/contract/runners";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { requireRunner } from "#server/features/runners/require-runner";
import { raiseRev } from "#server/features/runners/runners.store";
import { shownTask } from "#server/features/runners/task";
import { insertTask } from "#server/features/runners/tasks.store";
import type { Verb } from "#server/platform/call";

const waitingMs = 3_600_000;

export const createRunnerTask: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const createdAt = deps.clock.now();
  const who = { createdAt, createdBy: ctx.actor.subject, expiresAt: createdAt + waitingMs };
  const task = { id: deps.newId("task"), runnerId: params.id, ...body, ...who };
  const { stored, rev } = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await requireRunner(tx, params.id);
    const [row] = await insertTask(tx, task);
    const [position] = await raiseRev(tx, params.id);
    await auditRow(
      tx,
      { deps, ctx },
      { action: "task.create", target: task.id, outcome: "success", detail: { runner: params.id, ...body } },
    );
    return { stored: row, rev: position?.rev ?? 0 };
  });
  if (stored === undefined) throw new Problem("unexpected");
  await deps.runnerHubs.of(params.id).ring(rev);
  return shownTask(stored, createdAt);
};
