import type { createUpload as endpoint } from "#schema/contract/artifacts";
import { artifactLimits } from "#schema/contract/artifacts";
import { Problem } from "#schema/problems";
import { requireApp } from "#server/features/apps/index";
import { shownUpload } from "#server/features/artifacts/artifact";
import { findUploadParts } from "#server/features/artifacts/parts.store";
import { findSameUpload, insertUpload, removeExpired } from "#server/features/artifacts/uploads.store";
import type { Verb } from "#server/platform/call";

const lifetimeMs = 86_400_000;
const { partBytes } = artifactLimits;

export const createUpload: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { app } = await requireApp(db, params.id);
  if (app.kind !== "app") throw new Problem("conflict", { detail: "This app runs images. Register one instead." });
  const createdAt = deps.clock.now();
  const { fileName, sizeBytes, sha256 = null, version = null } = body;
  if (sha256 !== null) {
    const [same] = await findSameUpload(db, { appId: app.id, sizeBytes, partBytes, sha256 }, createdAt);
    if (same !== undefined) return shownUpload(same, await findUploadParts(db, same.id));
  }
  const times = { createdAt, createdBy: ctx.actor.subject, expiresAt: createdAt + lifetimeMs };
  const row = { id: deps.newId("upload"), appId: app.id, fileName, sizeBytes, partBytes, sha256, version, ...times };
  const [, [upload]] = await db.batch([removeExpired(db, createdAt), insertUpload(db, row)]);
  if (upload === undefined) throw new Problem("unexpected");
  return shownUpload(upload, []);
};
