import type { deployment as shape } from "#schema/contract/deployments";
import { Problem } from "#schema/problems";
import type { Place } from "#server/features/apps/index";
import { issueAppToken } from "#server/features/app-tokens/index";
import { auditRow } from "#server/features/audit/index";
import type { PlacementRow } from "#server/features/deployments/deployments.store";
import { insertDeployment, lastGeneration, supersede, upsertPlacement } from "#server/features/deployments/deployments.store";
import { requireDeployment } from "#server/features/deployments/require-deployment";
import { shownDeployment } from "#server/features/deployments/shown";
import type { RunnerRow } from "#server/features/runners/index";
import { raiseRev } from "#server/features/runners/index";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import type { z } from "zod";

/** A change that has been decided. */
export interface Beginning {
  readonly place: Place;
  readonly action: z.infer<typeof shape>["action"];
  readonly automatic: boolean;
  readonly by: string;
  readonly reason: string;
  readonly runner: RunnerRow;
  readonly revisionId: string;
  readonly previousRevisionId: string | null;
  readonly fields: Pick<PlacementRow, "runState" | "replicas" | "restartNonce" | "removal">;
}

/** A transaction in the name of a request. */
export interface Writing {
  readonly deps: Deps;
  readonly ctx: Context;
  readonly tx: Queries;
}

export interface Begun {
  readonly deployment: ReturnType<typeof shownDeployment>;
  readonly runnerId: string;
  /** With which its door bell is rung, once the transaction has ended. */
  readonly rev: number;
}

/** Writes what is wanted from now on under the next generation. Within a transaction that holds the place's lock. */
export async function beginDeployment({ deps, ctx, tx }: Writing, beginning: Beginning): Promise<Begun> {
  const { place, runner, fields, by, revisionId } = beginning;
  const at = deps.clock.now();
  const [last] = await lastGeneration(tx, place);
  const generation = (last?.generation ?? 0) + 1;
  const [position] = await raiseRev(tx, runner.id);
  if (position === undefined) throw new Problem("conflict", { detail: "Its runner is gone." });
  const id = deps.newId("deployment");
  await supersede(tx, place, { generation, at, onlyWaiting: true });
  const { removal, restartNonce: _nonce, ...wanted } = fields;
  const { action, automatic, reason, previousRevisionId } = beginning;
  const told = { action, automatic, reason, previousRevisionId, createdAt: at, createdBy: by };
  await insertDeployment(tx, {
    id,
    ...place,
    runnerId: runner.id,
    runner: runner.name,
    state: "waiting",
    generation,
    revisionId,
    ...wanted,
    ...told,
  });
  const placed = { ...place, runnerId: runner.id, generation, rev: position.rev, deploymentId: id, revisionId, ...fields };
  await upsertPlacement(tx, { ...placed, changedAt: at, changedBy: by });
  await issueAppToken({ deps, ctx, tx }, place, generation);
  const detail = {
    ...place,
    runner: runner.id,
    generation,
    before: { revision: previousRevisionId },
    after: { revision: revisionId, removal, ...wanted },
    reason,
  };
  await auditRow(tx, { deps, ctx }, { action: `deployment.${action}`, actor: by, target: id, outcome: "success", detail });
  return { deployment: shownDeployment(await requireDeployment(tx, id)), runnerId: runner.id, rev: position.rev };
}
