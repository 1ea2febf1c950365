import { createHash } from "node:crypto";
import type { completeUpload as endpoint, Inspection } from "#schema/contract/artifacts";
import { Problem } from "#schema/problems";
import { partCount, shownArtifact } from "#server/features/artifacts/artifact";
import { findByDigest, insertArtifact } from "#server/features/artifacts/artifacts.store";
import { inspectJar } from "#server/features/artifacts/inspection/inspect-jar";
import { Refusal } from "#server/features/artifacts/inspection/refusal";
import type { StoredParts } from "#server/features/artifacts/part-bytes";
import { sizeOf, sourceOf, streamOf } from "#server/features/artifacts/part-bytes";
import { findUploadParts, insertArtifactParts } from "#server/features/artifacts/parts.store";
import { requireArtifact, requireUpload } from "#server/features/artifacts/require-artifact";
import type { UploadRow } from "#server/features/artifacts/uploads.store";
import { setArtifact } from "#server/features/artifacts/uploads.store";
import { auditRow } from "#server/features/audit/index";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";
import { hexOf } from "#server/platform/read-body";

export const completeUpload: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const upload = await requireUpload(db, params.id, deps.clock.now());
  if (upload.artifactId !== null) return shownArtifact(await requireArtifact(db, upload.artifactId));
  const parts = await findUploadParts(db, upload.id);
  if (parts.length < partCount(upload)) {
    throw new Problem("conflict", { detail: `${partCount(upload) - parts.length} of ${partCount(upload)} parts are missing.` });
  }
  const stored: StoredParts = { blobs: deps.blobs, tenant: ctx.tenant, parts };
  const digest = await digestOf(stored);
  if (upload.sha256 !== null && upload.sha256 !== digest) {
    throw new Problem("digest-mismatch", { detail: `The file's SHA-256 is ${digest}, announced was ${upload.sha256}. Upload it again.` });
  }
  const inspection = await inspected(stored);
  const { appId, fileName, sizeBytes } = upload;
  const version = versionOf(upload, inspection);
  const row = { id: deps.newId("artifact"), appId, kind: "jar" as const, version, digest, fileName, sizeBytes, inspection };
  const detail = { app: appId, version, sha256: digest, sizeBytes };
  const audit = auditRow(db, { deps, ctx }, { action: "artifact.upload", target: row.id, outcome: "success", detail });
  try {
    const stamped = { ...row, createdAt: deps.clock.now(), createdBy: ctx.actor.subject };
    await db.batch([insertArtifact(db, stamped), insertArtifactParts(db, row.id, parts), setArtifact(db, upload.id, row.id), audit]);
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "artifacts_digest")) throw thrown;
  }
  const [artifact] = await findByDigest(db, appId, digest);
  if (artifact === undefined) throw new Problem("not-found");
  return shownArtifact(artifact);
};

async function digestOf(stored: StoredParts): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of streamOf(stored, { offset: 0, length: sizeOf(stored.parts) })) hash.update(chunk);
  return hexOf(hash.digest());
}

async function inspected(stored: StoredParts): Promise<Inspection> {
  try {
    return await inspectJar(sourceOf(stored));
  } catch (thrown) {
    if (thrown instanceof Refusal) throw new Problem("artifact-refused", { detail: thrown.message });
    throw thrown;
  }
}

function versionOf(upload: UploadRow, { implementationVersion }: Inspection): string {
  const fromName = upload.fileName.replace(/\.(jar|zip)$/i, "");
  return (upload.version ?? implementationVersion ?? fromName).slice(0, 128);
}
