import { Problem } from "#schema/problems";
import type { CountedApp } from "#server/features/apps/apps.store";
import { findApp } from "#server/features/apps/apps.store";
import type { Queries } from "#server/platform/database";

/** Throws `not-found`. */
export async function requireApp(db: Queries, id: string): Promise<CountedApp> {
  const [found] = await findApp(db, id);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such app." });
  return found;
}
