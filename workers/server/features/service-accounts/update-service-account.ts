import type { updateServiceAccount as endpoint } from "#schema/contract/service-accounts";
import { Problem } from "#schema/problems";
import { nameKey } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { raiseEpoch } from "#server/features/epochs/index";
import { refuseTakenName } from "#server/features/service-accounts/name-taken";
import { shownAccount } from "#server/features/service-accounts/service-account-view";
import type { StoredAccount } from "#server/features/service-accounts/service-accounts.store";
import { changeAccount, findAccount, findKeys } from "#server/features/service-accounts/service-accounts.store";
import type { Parsed } from "#schema/contract/endpoint";
import type { Verb } from "#server/platform/call";

export const updateServiceAccount: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const at = deps.clock.now();
  const change = deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [before] = await findAccount(tx, params.id);
    if (before === undefined) throw new Problem("not-found");
    const after = changed(before, body, at);
    await changeAccount(tx, params.id, after);
    await raiseEpoch(tx);
    const detail = { before: told(before), after: told(after) };
    await auditRow(tx, { deps, ctx }, { action: "service-account.update", target: params.id, outcome: "success", detail });
    return shownAccount({ ...before, ...after }, await findKeys(tx, params.id), at);
  });
  return refuseTakenName(() => change);
};

type Wanted = Parsed<typeof endpoint, "body">;

function changed(before: StoredAccount, wanted: Wanted, at: number) {
  const { name = before.name, description = before.description, disabled = before.disabledAt !== null } = wanted;
  return { name, nameKey: nameKey(name), description, disabledAt: disabled ? (before.disabledAt ?? at) : null };
}

function told({ name, description, disabledAt }: Pick<StoredAccount, "name" | "description" | "disabledAt">) {
  return { name, description, disabled: disabledAt !== null };
}
