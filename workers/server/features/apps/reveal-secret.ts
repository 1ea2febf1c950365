import { secretPlace } from "#server/features/apps/app-secret";
import { findSecretVersion } from "#server/features/apps/app-secrets.store";
import type { Place } from "#server/features/apps/app-settings.store";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";

/** The value of one version, to be sealed for a runner and for nothing else. */
export async function revealSecret(
  deps: Deps,
  db: Queries,
  which: Place & { readonly name: string; readonly version: number },
): Promise<string> {
  const [found] = await findSecretVersion(db, which, which);
  if (found === undefined || found.ciphertext === null) throw new Error(`Version ${which.version} of the secret ${which.name} is gone`);
  return deps.keys.decrypt(found.ciphertext, secretPlace(which, which));
}
