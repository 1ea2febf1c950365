import { auditRow } from "#server/features/audit/index";
import { linkOf } from "#server/features/runners/link-of";
import { requireRunner } from "#server/features/runners/require-runner";
import { shownRunner } from "#server/features/runners/runner";
import type { RunnerChange } from "#server/features/runners/runners.store";
import { raiseRev, setRunner } from "#server/features/runners/runners.store";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

export interface ToldChange {
  readonly id: string;
  /** `noun.verb` */
  readonly action: string;
  readonly change: RunnerChange;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Changes a runner and rings its door bell, so that it hears of it at once. Throws `not-found`. */
export async function changeRunner(deps: Deps, ctx: Context, { id, action, change, detail }: ToldChange) {
  const { found, rev } = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    await requireRunner(tx, id);
    if (Object.keys(change).length > 0) await setRunner(tx, id, change);
    await auditRow(tx, { deps, ctx }, { action, target: id, outcome: "success", detail });
    return { rev: await positionAfter(tx, id), found: await requireRunner(tx, id) };
  });
  await deps.runnerHubs.of(id).ring(rev);
  return shownRunner(found, { nowMs: deps.clock.now(), link: await linkOf(deps, id) });
}

async function positionAfter(tx: Queries, id: string): Promise<number> {
  const [row] = await raiseRev(tx, id);
  return row?.rev ?? 0;
}
