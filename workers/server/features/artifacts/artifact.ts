import type { UsedArtifact } from "#server/features/artifacts/artifacts.store";
import type { UploadRow } from "#server/features/artifacts/uploads.store";
import { isoOf } from "#server/platform/clock";

/** As the contract shows an artifact. */
export function shownArtifact({ artifact, usedIn }: UsedArtifact) {
  const { id, appId, version, createdBy, fileName, sizeBytes, digest, inspection } = artifact;
  const stored = { id, appId, version, createdAt: isoOf(artifact.createdAt), createdBy, usedIn: [...usedIn] };
  if (artifact.kind === "image") return { ...stored, kind: artifact.kind, image: digest };
  if (inspection === null) throw new Error(`The JAR ${id} was stored without a look into it`);
  return { ...stored, kind: artifact.kind, fileName, sizeBytes, sha256: digest, inspection };
}

export function partCount({ sizeBytes, partBytes }: Pick<UploadRow, "sizeBytes" | "partBytes">): number {
  return Math.ceil(sizeBytes / partBytes);
}

/** How long the part with that number must be, or undefined when the upload has no such part. */
export function bytesOfPart(upload: Pick<UploadRow, "sizeBytes" | "partBytes">, number: number): number | undefined {
  const last = partCount(upload);
  if (number > last) return undefined;
  return number < last ? upload.partBytes : upload.sizeBytes - (last - 1) * upload.partBytes;
}

/** As the contract shows an upload. */
export function shownUpload(upload: UploadRow, parts: readonly { readonly number: number }[]) {
  const { id, appId, fileName, sizeBytes, partBytes, expiresAt } = upload;
  const received = parts.map(({ number }) => number);
  return { id, appId, fileName, sizeBytes, partBytes, parts: partCount(upload), received, expiresAt: isoOf(expiresAt) };
}
