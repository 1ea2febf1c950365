import type { getRunnerArtifact as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { findArtifactParts, streamOf } from "#server/features/artifacts/index";
import { findOwnArtifact } from "#server/features/deployments/index";
import { callingRunner } from "#server/features/runners/index";
import { rangeOf } from "#server/features/sync/byte-range";
import type { Verb } from "#server/platform/call";

export const getRunnerArtifact: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { id } = await callingRunner(db, ctx);
  const [artifact] = await findOwnArtifact(db, id, params.sha256);
  if (artifact === undefined) throw new Problem("not-found", { detail: "No app on this runner has such an artifact." });
  const { sizeBytes } = artifact;
  const etag = `"${params.sha256}"`;
  const headers = new Headers({ "content-type": "application/java-archive", "accept-ranges": "bytes", etag });
  const condition = ctx.request.headers.get("if-range");
  const asked = condition === null || condition === etag ? ctx.request.headers.get("range") : null;
  const range = rangeOf(asked, sizeBytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { offset, length } = range ?? { offset: 0, length: sizeBytes };
  headers.set("content-length", String(length));
  if (range !== undefined) headers.set("content-range", `bytes ${offset}-${offset + length - 1}/${sizeBytes}`);
  const parts = await findArtifactParts(db, artifact.id);
  const body = streamOf({ blobs: deps.blobs, tenant: ctx.tenant, parts }, { offset, length });
  return new Response(body, { status: range === undefined ? 200 : 206, headers });
};
