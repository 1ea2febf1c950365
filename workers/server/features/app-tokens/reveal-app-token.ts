import { appTokenPlace } from "#server/features/app-tokens/app-token";
import { findAppToken } from "#server/features/app-tokens/app-tokens.store";
import type { Place } from "#server/features/apps/index";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/** The token, to be sealed for a runner and for nothing else; undefined for what was last deployed before there were any. */
export async function revealAppToken(
  deps: Deps,
  db: Queries,
  place: Place,
): Promise<{ readonly version: number; readonly token: string } | undefined> {
  const [found] = await findAppToken(db, place);
  if (found === undefined) return undefined;
  const { version, ciphertext } = found;
  return { version, token: await deps.keys.decrypt(ciphertext, appTokenPlace(place, version)) };
}
