import type { putUploadPart as endpoint } from "#schema/contract/artifacts";
import { Problem } from "#schema/problems";
import { bytesOfPart, partCount } from "#server/features/artifacts/artifact";
import { keepPart } from "#server/features/artifacts/keep-part";
import { requireUpload } from "#server/features/artifacts/require-artifact";
import type { Verb } from "#server/platform/call";
import { readAtMost, sha256 } from "#server/platform/read-body";

export const putUploadPart: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { number } = params;
  const upload = await requireUpload(db, params.id, deps.clock.now());
  const expected = bytesOfPart(upload, number);
  if (expected === undefined) throw new Problem("not-found", { detail: `The upload has ${partCount(upload)} parts.` });
  const bytes = await readAtMost(ctx.request, expected);
  if (bytes.length !== expected) {
    throw new Problem("malformed-body", { detail: `Part ${number} has ${expected} bytes; ${bytes.length} arrived. Send it again.` });
  }
  const digest = await sha256(bytes);
  await keepPart(deps, { uploadId: upload.id, number, sha256: digest }, bytes);
  return { number, sizeBytes: bytes.length, sha256: digest };
};
