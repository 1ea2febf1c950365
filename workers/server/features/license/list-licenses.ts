import type { listLicenses as endpoint } from "#schema/contract/license";
import { findLicenses } from "#server/features/license/licenses.store";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const listLicenses: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const rows = await findLicenses(deps.db.forTenant(ctx.tenant));
  const items = rows.map(({ license: { tenantId: _tenant, token: _token, tokenHash: _hash, ...license } }) => ({
    ...license,
    acceptedAt: isoOf(license.acceptedAt),
    expiresAt: isoOf(license.expiresAt),
  }));
  return { items };
};
