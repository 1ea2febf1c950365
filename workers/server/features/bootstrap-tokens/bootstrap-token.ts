import type { z } from "zod";
import type { bootstrapToken } from "#schema/contract/bootstrap-tokens";
import type { BootstrapTokenRow } from "#server/features/bootstrap-tokens/bootstrap-tokens.store";
import { isoOf } from "#server/platform/clock";

export const tokenPrefix = "cml_b_";
/** So much of a token is kept in clear, to tell one from another. */
export const shownLength = tokenPrefix.length + 4;

/** As the contract shows a token. */
export function shown(row: BootstrapTokenRow, nowMs: number): z.input<typeof bootstrapToken> {
  const { id, name, prefix, environment, createdBy } = row;
  const iso = (at: number | null) => (at === null ? null : isoOf(at));
  return {
    id,
    name,
    prefix,
    environment,
    createdBy,
    createdAt: isoOf(row.createdAt),
    expiresAt: iso(row.expiresAt),
    lastUsedAt: iso(row.lastUsedAt),
    state: row.revokedAt !== null ? "revoked" : row.expiresAt !== null && row.expiresAt <= nowMs ? "expired" : "active",
  };
}
