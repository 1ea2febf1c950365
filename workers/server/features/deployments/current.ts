import { Problem } from "#schema/problems";
import type { Place } from "#server/features/apps/index";
import type { PlacementRow } from "#server/features/deployments/deployments.store";
import { findPlacement } from "#server/features/deployments/deployments.store";
import { requireRevision } from "#server/features/deployments/require-deployment";
import type { WholeRevision } from "#server/features/deployments/revisions.store";
import type { Queries } from "#server/platform/database";

/** What is wanted at a place now. */
export interface Current {
  readonly placement: PlacementRow;
  readonly revision: WholeRevision;
}

export async function currentAt(db: Queries, place: Place): Promise<Current | undefined> {
  const [placement] = await findPlacement(db, place);
  return placement === undefined ? undefined : { placement, revision: await requireRevision(db, placement.revisionId) };
}

/** Throws `conflict` when nothing is deployed there. */
export function requireCurrent(current: Current | undefined): Current {
  if (current === undefined) throw new Problem("conflict", { detail: "It is not deployed in this environment." });
  if (current.placement.removal !== null) throw new Problem("conflict", { detail: "It is being removed from this environment." });
  return current;
}
