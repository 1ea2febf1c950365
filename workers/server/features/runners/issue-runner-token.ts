import { decodeJwt } from "jose";
import type { issueRunnerToken as endpoint } from "#schema/contract/runner-protocol";
import { uuidFromId } from "#schema/ids";
import { Problem } from "#schema/problems";
import { assertedBy, assertionLifetimeMs } from "#server/features/runners/assertion";
import { requireNotRevoked } from "#server/features/runners/require-runner";
import { findRunner } from "#server/features/runners/runners.store";
import { serverKeysOf } from "#server/features/runners/server-keys";
import { isFirstUse } from "#server/features/single-use/index";
import { lifetimeSeconds } from "#server/platform/access-tokens";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const issueRunnerToken: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const runnerId = claimedRunner(body.assertion);
  const [found] = await findRunner(deps.db.forTenant(ctx.tenant), runnerId);
  if (found === undefined) throw new Problem("runner-deleted");
  const nowMs = deps.clock.now();
  const id = await assertedBy(found.runner, body.assertion, nowMs);
  if (id === undefined) throw new Problem("unauthenticated", { detail: "The assertion is not good. Check the host's clock and its keys." });
  if (!(await isFirstUse(deps, `runner assertion ${runnerId} ${id}`, nowMs + assertionLifetimeMs))) {
    throw new Problem("unauthenticated", { detail: "The assertion was used before. Each is good for one token." });
  }
  requireNotRevoked(found.runner);
  ctx.log.set({ runner: runnerId });
  const accessToken = await deps.keys.signAccessToken({ kind: "runner", runnerId });
  return { accessToken, expiresIn: lifetimeSeconds.runner, serverKeys: await serverKeysOf(deps), serverTime: isoOf(nowMs) };
};

/** Whom the assertion speaks for, to know which key must have signed it. */
function claimedRunner(assertion: string): string {
  try {
    const { sub = "" } = decodeJwt(assertion);
    if (uuidFromId("runner", sub) !== undefined) return sub;
  } catch {
    // Answered like one that names nobody.
  }
  throw new Problem("unauthenticated", { detail: "Expected a JWT whose subject is the runner's id." });
}
