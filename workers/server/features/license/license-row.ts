import type { HeldLicense, LicenseRow } from "#server/features/license/held-license";
import { hashOfToken } from "#server/platform/opaque-token";

type Acceptance = Pick<LicenseRow, "acceptedBy" | "acceptedAt">;

export async function licenseRow({ claims, token, source }: HeldLicense, acceptance: Acceptance): Promise<LicenseRow> {
  return {
    sequence: claims.seq,
    tokenHash: await hashOfToken(token),
    token,
    tier: claims.tier,
    customer: claims.sub,
    source,
    expiresAt: claims.exp * 1_000,
    ...acceptance,
  };
}
