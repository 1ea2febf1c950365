import { Problem } from "#schema/problems";
import { missingEnvironments } from "#server/features/runners/runners.store";
import type { Queries } from "#server/platform/database";

/** Throws `not-found` when one of them does not exist. */
export async function requireEnvironments(db: Queries, ids: readonly string[]): Promise<void> {
  const [missing] = await missingEnvironments(db, ids);
  if (missing !== undefined) throw new Problem("not-found", { detail: `There is no environment ${missing}.` });
}
