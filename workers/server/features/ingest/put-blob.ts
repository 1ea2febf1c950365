import type { putBlob as endpoint } from "#schema/contract/ingest";
import { Problem } from "#schema/problems";
import { blobKey } from "#server/features/ingest/blob-key";
import type { Verb } from "#server/platform/call";
import { readAtMost, sha256 } from "#server/platform/read-body";

const limitBytes = 16 * 1024 * 1024;

export const putBlob: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const bytes = await readAtMost(ctx.request, limitBytes);
  const digest = await sha256(bytes);
  if (digest !== params.sha256) throw new Problem("digest-mismatch", { detail: `The body's SHA-256 is ${digest}.` });
  const key = blobKey(ctx.tenant, digest);
  try {
    if (!(await deps.blobs.has(key))) await deps.blobs.put(key, bytes);
  } catch (cause) {
    throw new Problem("store-unavailable", { retryAfterSeconds: 5, cause });
  }
  return undefined;
};
