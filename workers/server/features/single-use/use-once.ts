import { forgetUsed, useOnce } from "#server/features/single-use/used-once.store";
import type { Deps } from "#server/platform/deps";
import { hashOfToken } from "#server/platform/opaque-token";

/** Whether nobody has used it before; good until it would have ended by itself. */
export async function isFirstUse(deps: Deps, thing: string, expiresAtMs: number): Promise<boolean> {
  const db = deps.db.forTenant(deps.tenant);
  const subject = await hashOfToken(thing);
  const [first] = await db.batch([useOnce(db, { subject, expiresAt: expiresAtMs }), forgetUsed(db, deps.clock.now())]);
  return first.length > 0;
}
