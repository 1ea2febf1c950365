import { auditRow } from "#server/features/audit/index";
import { verdictOf } from "#server/features/deployments/bake";
import { beginDeployment } from "#server/features/deployments/begin-deployment";
import { findPlacement, lockPlace } from "#server/features/deployments/deployments.store";
import { requireRevision } from "#server/features/deployments/require-deployment";
import type { PlacedApp } from "#server/features/deployments/wanted.store";
import { findPlaced } from "#server/features/deployments/wanted.store";
import type { RunnerRow } from "#server/features/runners/index";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** Actions that bring another revision, hence can be taken back. */
const bringing: ReadonlySet<string> = new Set(["deploy", "promote", "rollback"]);

/**
 * Goes back from revisions that passed their gate and crash soon after. The decision is the server's, so that what is wanted is written in
 * one place only; a rollback of this kind is never itself taken back.
 */
export async function rollBackCrashing(deps: Deps, ctx: Context, runner: RunnerRow): Promise<void> {
  const placed = await findPlaced(deps.db.forTenant(ctx.tenant), runner.id);
  for (const one of placed) await judge(deps, ctx, { ...one, runner });
}

async function judge(
  deps: Deps,
  ctx: Context,
  { placement, deployment, runner }: PlacedApp & { readonly runner: RunnerRow },
): Promise<void> {
  const { observed: seen, generation } = placement;
  const { previousRevisionId } = deployment;
  const canGoBack = bringing.has(deployment.action) && !deployment.automatic && previousRevisionId !== null;
  if (seen === null || !canGoBack || previousRevisionId === deployment.revisionId || placement.removal !== null) return;
  const db = deps.db.forTenant(ctx.tenant);
  const { update } = (await requireRevision(db, placement.revisionId)).revision.settings;
  const succeededAt = deployment.state === "succeeded" ? deployment.endedAt : null;
  const reason = verdictOf({ seen, generation, succeededAt, ...update, nowMs: deps.clock.now() });
  if (reason === undefined) return;
  await db.transaction(async (tx) => {
    await lockPlace(tx, placement);
    const [present] = await findPlacement(tx, placement);
    if (present?.generation !== generation) return;
    const told = { action: "deployment.revert", actor: "cameleer", target: deployment.id, outcome: "success", detail: { reason } } as const;
    await auditRow(tx, { deps, ctx }, told);
    await beginDeployment(
      { deps, ctx, tx },
      {
        place: { appId: placement.appId, environmentId: placement.environmentId },
        action: "rollback",
        automatic: true,
        by: "cameleer",
        reason:
          reason === "oom-killed"
            ? "It ran out of memory soon after it was deployed."
            : "It crashed again and again soon after it was deployed.",
        runner,
        revisionId: previousRevisionId,
        previousRevisionId: deployment.revisionId,
        fields: { runState: present.runState, replicas: present.replicas, restartNonce: present.restartNonce, removal: null },
      },
    );
  });
}
