import { Problem } from "#schema/problems";
import type { CountedRunner, RunnerRow } from "#server/features/runners/runners.store";
import { findRunner, setRunner } from "#server/features/runners/runners.store";
import type { Context } from "#server/platform/call";
import type { Queries } from "#server/platform/database";

/** Throws `not-found`. */
export async function requireRunner(db: Queries, id: string): Promise<CountedRunner> {
  const [found] = await findRunner(db, id);
  if (found === undefined) throw new Problem("not-found", { detail: "There is no such runner." });
  return found;
}

/** The runner that calls. Throws `runner-deleted` for one that is gone, `forbidden` for one that was revoked. */
export async function callingRunner(db: Queries, ctx: Context): Promise<RunnerRow> {
  if (ctx.actor.kind !== "runner") throw new Problem("forbidden", { detail: "This address is for runners." });
  const [found] = await findRunner(db, ctx.actor.runnerId);
  if (found === undefined) throw new Problem("runner-deleted");
  requireNotRevoked(found.runner);
  return found.runner;
}

/** The calling runner's present process. Throws `stale-epoch` for any other: it must stop acting and leave everything running. */
export async function callingSession(db: Queries, ctx: Context, epoch: number): Promise<RunnerRow> {
  const runner = await callingRunner(db, ctx);
  requirePresent(runner, epoch);
  return runner;
}

/** As `callingSession`. That a former process is still at it is noted, so that people are told of the copy. */
export async function admitSession(db: Queries, ctx: Context, epoch: number): Promise<RunnerRow> {
  const runner = await callingRunner(db, ctx);
  if (epoch < runner.epoch && !runner.contested) await setRunner(db, runner.id, { contested: true });
  requirePresent(runner, epoch);
  return runner;
}

function requirePresent(runner: RunnerRow, epoch: number): void {
  if (epoch !== runner.epoch) throw new Problem("stale-epoch", { detail: `The present epoch is ${runner.epoch}.` });
}

export function requireNotRevoked({ revokedAt }: Pick<RunnerRow, "revokedAt">): void {
  if (revokedAt !== null) throw new Problem("forbidden", { detail: "This runner was revoked. Its apps stay as they are." });
}
