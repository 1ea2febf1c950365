import type { registerImage as endpoint } from "#schema/contract/artifacts";
import { Problem } from "#schema/problems";
import { requireApp } from "#server/features/apps/index";
import { shownArtifact } from "#server/features/artifacts/artifact";
import { findByDigest, insertArtifact } from "#server/features/artifacts/artifacts.store";
import { auditRow } from "#server/features/audit/index";
import type { Verb } from "#server/platform/call";
import { isUniqueViolation } from "#server/platform/database-errors";

const noBytes = { fileName: "", sizeBytes: 0, inspection: null } as const;

export const registerImage: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { app } = await requireApp(db, params.id);
  if (app.kind !== "server") throw new Problem("conflict", { detail: "This app runs JARs. Upload one instead." });
  const { image, version } = body;
  const who = { createdAt: deps.clock.now(), createdBy: ctx.actor.subject };
  const row = { id: deps.newId("artifact"), appId: app.id, kind: "image" as const, version, digest: image, ...noBytes, ...who };
  const audit = auditRow(
    db,
    { deps, ctx },
    { action: "artifact.register", target: row.id, outcome: "success", detail: { app: app.id, ...body } },
  );
  try {
    await db.batch([insertArtifact(db, row), audit]);
  } catch (thrown) {
    if (!isUniqueViolation(thrown, "artifacts_digest")) throw thrown;
  }
  const [artifact] = await findByDigest(db, app.id, image);
  if (artifact === undefined) throw new Problem("not-found");
  return shownArtifact(artifact);
};
