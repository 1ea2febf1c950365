import { Problem } from "#schema/problems";
import type { UsedArtifact } from "#server/features/artifacts/artifacts.store";
import { findArtifact } from "#server/features/artifacts/artifacts.store";
import type { UploadRow } from "#server/features/artifacts/uploads.store";
import { findUpload } from "#server/features/artifacts/uploads.store";
import type { Queries } from "#server/platform/database";

/** Throws `not-found`. */
export async function requireArtifact(db: Queries, id: string): Promise<UsedArtifact> {
  const [found] = await findArtifact(db, id);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such artifact." });
  return found;
}

/** Throws `not-found`, also for an upload that has expired. */
export async function requireUpload(db: Queries, id: string, nowMs: number): Promise<UploadRow> {
  const [found] = await findUpload(db, id, nowMs);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such upload, or it has expired. Begin again." });
  return found;
}
