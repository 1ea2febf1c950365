import { auditRow } from "#server/features/audit/index";
import type { HeldLicense } from "#server/features/license/held-license";
import { licenseRow } from "#server/features/license/license-row";
import { insertLicense, setClock } from "#server/features/license/licenses.store";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** Writes the configuration's license into the history when it is the one that holds: nobody applied it, so the first to need it does. */
export async function adoptConfigured(deps: Deps, ctx: Context, license: HeldLicense): Promise<void> {
  const row = await licenseRow(license, { acceptedBy: "settings", acceptedAt: deps.clock.now() });
  await deps.db.forTenant(deps.tenant).transaction(async (tx) => {
    const inserted = await insertLicense(tx, row);
    if (inserted.length === 0) return;
    await setClock(tx, Math.max(row.acceptedAt, license.claims.iat * 1_000));
    const detail = { sequence: row.sequence, tier: row.tier, customer: row.customer, source: row.source };
    await auditRow(tx, { deps, ctx }, { action: "license.apply", actor: "settings", target: "license", outcome: "success", detail });
  });
}
