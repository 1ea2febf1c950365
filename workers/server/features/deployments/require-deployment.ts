import { Problem } from "#schema/problems";
import type { NamedDeployment } from "#server/features/deployments/deployments.store";
import { findDeployment } from "#server/features/deployments/deployments.store";
import type { WholeRevision } from "#server/features/deployments/revisions.store";
import { findRevision } from "#server/features/deployments/revisions.store";
import type { Queries } from "#server/platform/database";

/** Throws `not-found`. */
export async function requireDeployment(db: Queries, id: string): Promise<NamedDeployment> {
  const [found] = await findDeployment(db, id);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such deployment." });
  return found;
}

/** Throws `not-found`. */
export async function requireRevision(db: Queries, id: string): Promise<WholeRevision> {
  const [found] = await findRevision(db, id);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such revision." });
  return found;
}
