import type { leaveRunner as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { callingSession, requireRunner } from "#server/features/runners/require-runner";
import { removeRunner, setRunner } from "#server/features/runners/runners.store";
import type { Verb } from "#server/platform/call";

export const leaveRunner: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { reason } = body;
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const { id, name } = await callingSession(tx, ctx, body.epoch);
    if (!body.unregister) {
      await setRunner(tx, id, { leftAt: deps.clock.now() });
      return;
    }
    const { apps } = await requireRunner(tx, id);
    if (apps > 0) throw new Problem("conflict", { detail: `${apps} apps are placed on it. Remove them first.` });
    await removeRunner(tx, id);
    await auditRow(tx, { deps, ctx }, { action: "runner.unregister", target: id, outcome: "success", detail: { name, reason } });
  });
  return undefined;
};
