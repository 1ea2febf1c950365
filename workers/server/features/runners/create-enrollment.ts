import type { createEnrollment as endpoint } from "#schema/contract/runners";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import { auditRow } from "#server/features/audit/index";
import { insertEnrollment } from "#server/features/runners/enrollments.store";
import { requireEnvironments } from "#server/features/runners/require-environments";
import { shownEnrollment } from "#server/features/runners/runner";
import type { Verb } from "#server/platform/call";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";

export const createEnrollment: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const { name, environmentIds } = body;
  await requireEnvironments(db, environmentIds);
  const token = newOpaqueToken("cml_e_");
  const createdAt = deps.clock.now();
  const row = {
    id: deps.newId("enrollment"),
    name,
    environmentIds,
    tokenHash: await hashOfToken(token),
    createdAt,
    createdBy: ctx.actor.subject,
    expiresAt: createdAt + runnerTiming.enrollmentMs,
  };
  const audit = auditRow(
    db,
    { deps, ctx },
    { action: "enrollment.create", target: row.id, outcome: "success", detail: { name, environmentIds } },
  );
  await db.batch([insertEnrollment(db, row), audit]);
  const url = deps.config.publicUrl ?? new URL(ctx.request.url).origin;
  const command = `curl -fsSL ${url}/install-runner.sh | CAMELEER_URL=${url} CAMELEER_TOKEN=${token} sh`;
  return { ...shownEnrollment({ ...row, tenantId: ctx.tenant, usedAt: null, runnerId: null }, createdAt), token, command };
};
