import { Problem } from "#schema/problems";
import type { EnvironmentRow } from "#server/features/environments/environments.store";
import { findEnvironment } from "#server/features/environments/environments.store";
import type { Queries } from "#server/platform/database";

/** Throws `not-found`. */
export async function requireEnvironment(db: Queries, id: string): Promise<{ environment: EnvironmentRow; apps: number }> {
  const [found] = await findEnvironment(db, id);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such environment." });
  return found;
}
