import { Problem } from "#schema/problems";
import { appTokenPrefix, findHolder } from "#server/features/app-tokens/index";
import type { Proof } from "#server/features/auth/actor-cache";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import { isWellFormed } from "#server/platform/checked-token";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

const hourMs = 3_600_000;

/** The token of a deployed app: `cml_a_…`. A mistyped one is refused without a question to the database. */
export async function verifyAppToken(deps: Deps, token: string): Promise<Proof> {
  if (!isWellFormed(appTokenPrefix, token)) throw new Problem("unauthenticated", { cause: "the app token's checksum is wrong" });
  const db = deps.db.forTenant(deps.tenant);
  const [[epochs = noEpochs], [holder]] = await db.batch([findEpochs(db), findHolder(db, await hashOfToken(token))]);
  if (holder === undefined) throw new Problem("unauthenticated", { cause: "no such app token" });
  const { appId, app, environment } = holder;
  return { actor: { kind: "app", subject: appId, app, environment }, epochs, untilMs: deps.clock.now() + hourMs };
}
