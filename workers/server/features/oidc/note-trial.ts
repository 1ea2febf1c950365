import { lockStoredProvider, storeProvider } from "#server/features/oidc/provider.store";
import type { Trial } from "#server/features/oidc/stored-provider";
import { storedProviderOf } from "#server/features/oidc/stored-provider";
import type { Queries } from "#server/platform/database";

/** Says whether it was kept: not when the settings are others by now. */
export async function noteTrial(tx: Queries, { revision, trial }: { readonly revision: string; readonly trial: Trial }): Promise<boolean> {
  const stored = storedProviderOf(await lockStoredProvider(tx));
  if (stored?.revision !== revision) return false;
  await storeProvider(tx, { ...stored, trial }, trial.atMs);
  return true;
}
