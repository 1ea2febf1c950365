import type { getBlob as endpoint } from "#schema/contract/ingest";
import { Problem } from "#schema/problems";
import { blobKey } from "#server/features/ingest/blob-key";
import type { Verb } from "#server/platform/call";

/** A body is whatever an app sent: the browser must neither guess its type nor show it. */
const headers = {
  "content-type": "application/octet-stream",
  "content-disposition": "attachment",
  "x-content-type-options": "nosniff",
};

export const getBlob: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const found = await deps.blobs.get(blobKey(ctx.tenant, params.sha256));
  if (found === undefined) throw new Problem("not-found");
  return new Response(found.body, { headers });
};
