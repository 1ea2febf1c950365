import type { Place } from "#server/features/apps/app-settings.store";
import { requireApp } from "#server/features/apps/require-app";
import { requireEnvironment } from "#server/features/environments/index";
import type { Queries } from "#server/platform/database";

/** Throws `not-found` when the app or the environment does not exist. */
export async function requirePlace(
  db: Queries,
  { id, environmentId }: { readonly id: string; readonly environmentId: string },
): Promise<Place> {
  await requireApp(db, id);
  await requireEnvironment(db, environmentId);
  return { appId: id, environmentId };
}
