import type { putAppSecret as endpoint } from "#schema/contract/app-settings";
import { secretPlace, shownSecret } from "#server/features/apps/app-secret";
import { findNewestSecrets, insertSecret, lockSecrets } from "#server/features/apps/app-secrets.store";
import { requirePlace } from "#server/features/apps/require-place";
import { auditRow } from "#server/features/audit/index";
import type { Verb } from "#server/platform/call";

export const putAppSecret: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const { name } = params;
  return deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const place = await requirePlace(tx, params);
    await lockSecrets(tx, place);
    const before = (await findNewestSecrets(tx, place)).find((secret) => secret.name === name);
    const version = (before?.version ?? 0) + 1;
    const ciphertext = await deps.keys.encrypt(body.value, secretPlace(place, { name, version }));
    const row = { ...place, name, version, ciphertext, changedAt: deps.clock.now(), changedBy: ctx.actor.subject };
    await insertSecret(tx, row);
    const detail = { environment: place.environmentId, name, version };
    await auditRow(tx, { deps, ctx }, { action: "app-secret.set", target: params.id, outcome: "success", detail });
    return shownSecret({ tenantId: ctx.tenant, ...row });
  });
};
