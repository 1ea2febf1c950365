import type { licenses } from "#schema/postgres/server/licenses";
import type { LicenseRefusal } from "#schema/license/verify";
import type { License } from "#schema/license/verify";

export type LicenseRow = Omit<typeof licenses.$inferSelect, "tenantId">;

/** A license this server may go by, with its text. */
export interface HeldLicense extends License {
  readonly token: string;
  readonly source: LicenseRow["source"];
  /** False for the configuration's as long as it is not in the history. */
  readonly stored: boolean;
}

/** The licenses of a tenant: the one that holds, and what became of the configuration's. */
export interface Held {
  readonly best: HeldLicense | undefined;
  readonly configured: LicenseRefusal | "accepted" | "none";
  readonly highWaterMs: number;
}

/**
 * The highest sequence holds, also when it has ended: what a license has replaced does not come back. Of two with the same sequence the
 * stored one came first.
 */
export function bestOf(candidates: readonly HeldLicense[]): HeldLicense | undefined {
  return candidates.toSorted((a, b) => b.claims.seq - a.claims.seq || Number(b.stored) - Number(a.stored))[0];
}
