import { partKey } from "#server/features/artifacts/part-bytes";
import { doomBlobs, forgetLoose, releaseParts } from "#server/features/artifacts/parts.store";
import { removeExpired } from "#server/features/artifacts/uploads.store";
import type { Deps } from "#server/platform/deps";

/** Who is reading a part while its last user goes may finish. */
const readWithinMs = 3_600_000;
const atOnce = 200;

/** Deletes the bytes of uploads that were given up or have expired and of artifacts that are gone, where nothing else has them. */
export async function removeUnusedParts(deps: Deps): Promise<{ readonly blobs: number }> {
  const db = deps.db.forTenant(deps.tenant);
  const nowMs = deps.clock.now();
  await removeExpired(db, nowMs);
  await releaseParts(db, nowMs + readWithinMs);
  const doomed = (await doomBlobs(db, nowMs)).map(({ blob }) => blob);
  for (let from = 0; from < doomed.length; from += atOnce) {
    const blobs = doomed.slice(from, from + atOnce);
    for (const blob of blobs) await deps.blobs.delete(partKey(deps.tenant, blob));
    await forgetLoose(db, blobs);
  }
  return { blobs: doomed.length };
}
