import { Problem } from "#schema/problems";
import type { Proof } from "#server/features/auth/actor-cache";
import { findEpochs, noEpochs } from "#server/features/epochs/index";
import { findLivingKey, isApiKey, knownPermissions, noteUse } from "#server/features/service-accounts/index";
import type { Actor } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

/** A key in use is looked at this often, and its last use noted by the way: no request waits for that alone. */
const usesNotedEveryMs = 60_000;

/** A key of a service account: `cml_k_…`. A mistyped one is refused without a question to the database. */
export async function verifyApiKey(deps: Deps, token: string): Promise<Proof> {
  if (!isApiKey(token)) throw new Problem("unauthenticated", { cause: "the API key's checksum is wrong" });
  const db = deps.db.forTenant(deps.tenant);
  const keyHash = await hashOfToken(token);
  const at = deps.clock.now();
  const [[epochs = noEpochs], [key]] = await db.batch([
    findEpochs(db),
    findLivingKey(db, keyHash, at),
    noteUse(db, { keyHash, at, notedAfter: at - usesNotedEveryMs }),
  ]);
  if (key === undefined) throw new Problem("unauthenticated", { cause: "no such API key" });
  const actor: Actor = {
    kind: "user",
    subject: `${key.account} (API key ${key.name})`,
    userId: null,
    permissions: new Set(knownPermissions(key.permissions)),
    by: { kind: "api-key", keyId: key.id },
  };
  return { actor, epochs, untilMs: Math.min(key.expiresAt ?? Number.POSITIVE_INFINITY, at + usesNotedEveryMs) };
}
