import type { rotateRunnerKeys as endpoint } from "#schema/contract/runner-protocol";
import { Problem } from "#schema/problems";
import { canonicalJson } from "#schema/protocol/runner/v1/canonical-json";
import type { KeyHandover } from "#schema/protocol/runner/v1/host";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import { bytesOfBase64url } from "#schema/protocol/v1/command-envelope";
import { auditRow } from "#server/features/audit/index";
import { callingSession } from "#server/features/runners/require-runner";
import { setRunner } from "#server/features/runners/runners.store";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const rotateRunnerKeys: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const at = deps.clock.now();
  const formerUntil = at + runnerTiming.keyOverlapMs;
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const runner = await callingSession(tx, ctx, body.epoch);
    const handover: KeyHandover = { purpose: "cameleer runner key rotation", runnerId: runner.id, keys: body.keys };
    if (!(await proves(runner.signKey, handover, body.proof))) {
      throw new Problem("invalid-request", { errors: [{ pointer: "/body/proof", detail: "Not signed by the present key" }] });
    }
    const keys = { signKey: body.keys.sign, sealKey: body.keys.seal, formerSignKey: runner.signKey, formerUntil };
    await setRunner(tx, runner.id, { ...keys, keysRotatedAt: at, rotationAskedAt: null });
    await auditRow(tx, { deps, ctx }, { action: "runner.handover", target: runner.id, outcome: "success" });
  });
  return { formerUntil: isoOf(formerUntil) };
};

async function proves(signKey: string, handover: KeyHandover, proof: string): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", bytesOfBase64url(signKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, bytesOfBase64url(proof), new TextEncoder().encode(canonicalJson(handover)));
}
