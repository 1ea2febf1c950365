import type { openRunnerSession as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { timingOf } from "#server/features/runners/enroll-runner";
import { callingRunner } from "#server/features/runners/require-runner";
import { beginSession } from "#server/features/runners/runners.store";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const openRunnerSession: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const runner = await callingRunner(db, ctx);
  const at = deps.clock.now();
  const [session] = await beginSession(db, runner.id, { ...body, at });
  if (session === undefined) throw new Problem("runner-deleted");
  ctx.log.set({ epoch: session.epoch });
  await deps.runnerHubs.of(runner.id).replaceSession(session.epoch);
  return { ...session, timing: timingOf(), serverTime: isoOf(at) };
};
