import type { createServiceAccount as endpoint } from "#schema/contract/service-accounts";
import { nameKey } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { refuseTakenName } from "#server/features/service-accounts/name-taken";
import { shownAccount } from "#server/features/service-accounts/service-account-view";
import { insertAccount } from "#server/features/service-accounts/service-accounts.store";
import type { Verb } from "#server/platform/call";

export const createServiceAccount: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const createdAt = deps.clock.now();
  const account = { id: deps.newId("serviceAccount"), ...body, nameKey: nameKey(body.name), createdAt, disabledAt: null };
  const fact = { action: "service-account.create", target: account.id, outcome: "success", detail: { after: body } } as const;
  await refuseTakenName(() => db.batch([insertAccount(db, account), auditRow(db, { deps, ctx }, fact)]));
  return shownAccount(account, [], createdAt);
};
