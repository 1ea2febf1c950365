import type { listServiceAccounts as endpoint } from "#schema/contract/service-accounts";
import { shownAccount } from "#server/features/service-accounts/service-account-view";
import { findAccounts, findKeys } from "#server/features/service-accounts/service-accounts.store";
import type { Verb } from "#server/platform/call";

export const listServiceAccounts: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const [accounts, keys] = await db.batch([findAccounts(db), findKeys(db)]);
  const keysOf = Map.groupBy(keys, ({ serviceAccountId }) => serviceAccountId);
  return { items: accounts.map((account) => shownAccount(account, keysOf.get(account.id) ?? [], deps.clock.now())) };
};
