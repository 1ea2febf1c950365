import type { deleteAppSecret as endpoint } from "#schema/contract/app-settings";
import { Problem } from "#schema/problems";
import { findNewestSecrets, insertSecret, lockSecrets } from "#server/features/apps/app-secrets.store";
import { requirePlace } from "#server/features/apps/require-place";
import { auditRow } from "#server/features/audit/index";
import type { Verb } from "#server/platform/call";

export const deleteAppSecret: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const { name } = params;
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const place = await requirePlace(tx, params);
    await lockSecrets(tx, place);
    const before = (await findNewestSecrets(tx, place)).find((secret) => secret.name === name);
    if (before === undefined || before.ciphertext === null) throw new Problem("not-found", { detail: "There is no such secret." });
    const version = before.version + 1;
    await insertSecret(tx, { ...place, name, version, ciphertext: null, changedAt: deps.clock.now(), changedBy: ctx.actor.subject });
    const detail = { environment: place.environmentId, name, version };
    await auditRow(tx, { deps, ctx }, { action: "app-secret.delete", target: params.id, outcome: "success", detail });
    return undefined;
  });
};
