import type { listBootstrapTokens as endpoint } from "#schema/contract/bootstrap-tokens";
import { shown } from "#server/features/bootstrap-tokens/bootstrap-token";
import { findTokens } from "#server/features/bootstrap-tokens/bootstrap-tokens.store";
import type { Verb } from "#server/platform/call";

export const listBootstrapTokens: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const rows = await findTokens(deps.db.forTenant(ctx.tenant));
  return { items: rows.map((row) => shown(row, deps.clock.now())) };
};
