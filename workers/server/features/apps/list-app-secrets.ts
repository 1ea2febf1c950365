import type { listAppSecrets as endpoint } from "#schema/contract/app-settings";
import { shownSecret } from "#server/features/apps/app-secret";
import { findNewestSecrets } from "#server/features/apps/app-secrets.store";
import { requirePlace } from "#server/features/apps/require-place";
import type { Verb } from "#server/platform/call";

export const listAppSecrets: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const newest = await findNewestSecrets(db, await requirePlace(db, params));
  return { items: newest.filter(({ ciphertext }) => ciphertext !== null).map(shownSecret) };
};
