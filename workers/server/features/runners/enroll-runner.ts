import type { enrollRunner as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { oldestRunner, runnerTiming } from "#schema/protocol/runner/v1/limits";
import { auditRow } from "#server/features/audit/index";
import { useEnrollment } from "#server/features/runners/enrollments.store";
import { isAtLeast } from "#server/features/runners/runner";
import { insertRunner } from "#server/features/runners/runners.store";
import { serverKeysOf } from "#server/features/runners/server-keys";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";
import { hashOfToken } from "#server/platform/opaque-token";

export const enrollRunner: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { token, keys, ...process } = body;
  if (!isAtLeast(process.version, oldestRunner))
    throw new Problem("upgrade-required", { detail: `Install version ${oldestRunner} or later.` });
  const tokenHash = await hashOfToken(token);
  const at = deps.clock.now();
  const id = deps.newId("runner");
  const name = await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [enrollment] = await useEnrollment(tx, tokenHash, { usedAt: at, runnerId: id });
    if (enrollment === undefined || at >= enrollment.expiresAt) {
      throw new Problem("enrollment-refused", {
        detail: "It was used before, has expired, or never existed. Create another on the Runners page.",
      });
    }
    const { name: given, environmentIds, createdBy: by } = enrollment;
    await insertRunner(tx, { id, name: given, environmentIds, keys, process, at, by });
    const detail = { enrollment: enrollment.id, host: process.host.name, executor: process.executor.kind };
    await auditRow(tx, { deps, ctx }, { action: "runner.enroll", actor: by, target: id, outcome: "success", detail });
    return given;
  });
  ctx.log.set({ runner: id });
  return { runnerId: id, name, serverKeys: await serverKeysOf(deps), timing: timingOf(), serverTime: isoOf(at) };
};

export function timingOf() {
  const { syncMs, pollMs, longestWaitMs, leaseMs, pingMs } = runnerTiming;
  return { syncMs, pollMs, longestWaitMs, leaseMs, pingMs };
}
