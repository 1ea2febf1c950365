import { Problem } from "#schema/problems";
import type { PlacedPart } from "#server/features/artifacts/parts.store";
import { announceBlob, fastenBlob, insertPart, placePart } from "#server/features/artifacts/parts.store";
import { partKey } from "#server/features/artifacts/part-bytes";
import type { Deps } from "#server/platform/deps";

/** Longer than any request takes; one that takes longer all the same is told to try again. */
const writtenWithinMs = 86_400_000;

/** Stores a part of an upload, its bytes only where no equal ones are. A process that dies on the way leaves nothing that is not found. */
export async function keepPart(deps: Deps, placed: PlacedPart, bytes: Uint8Array): Promise<void> {
  const db = deps.db.forTenant(deps.tenant);
  const [known] = await placePart(db, placed);
  if (known !== undefined) return;
  const blob = deps.newId("blob");
  await announceBlob(db, blob, deps.clock.now() + writtenWithinMs);
  await deps.blobs.put(partKey(deps.tenant, blob), bytes);
  const part = { sha256: placed.sha256, sizeBytes: bytes.length, blob };
  const [, [kept]] = await db.batch([insertPart(db, part), placePart(db, placed), fastenBlob(db, blob)]);
  if (kept === undefined)
    throw new Problem("store-unavailable", { retryAfterSeconds: 1, cause: "the blob's time was over before it was written" });
}
