import { appTokenPlace, appTokenPrefix } from "#server/features/app-tokens/app-token";
import { findAppToken, insertAppToken } from "#server/features/app-tokens/app-tokens.store";
import type { Place } from "#server/features/apps/index";
import { auditRow } from "#server/features/audit/index";
import type { Context } from "#server/platform/call";
import { newCheckedToken } from "#server/platform/checked-token";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

export interface Issuing {
  readonly deps: Deps;
  readonly ctx: Context;
  readonly tx: Queries;
}

/** Gives the place a token, when it has none, within a transaction that holds the place's lock. Generations never repeat, hence neither do versions. */
export async function issueAppToken({ deps, ctx, tx }: Issuing, { appId, environmentId }: Place, generation: number): Promise<void> {
  const place = { appId, environmentId };
  const [present] = await findAppToken(tx, place);
  if (present !== undefined) return;
  const token = newCheckedToken(appTokenPrefix);
  const ciphertext = await deps.keys.encrypt(token, appTokenPlace(place, generation));
  const tokenHash = await hashOfToken(token);
  await insertAppToken(tx, { ...place, version: generation, tokenHash, ciphertext, createdAt: deps.clock.now() });
  const detail = { environment: environmentId, version: generation };
  await auditRow(tx, { deps, ctx }, { action: "app-token.issue", target: appId, outcome: "success", detail });
}
