import { importJWK, jwtVerify } from "jose";
import { assertionAudience } from "#schema/protocol/runner/v1/host";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { RunnerRow } from "#server/features/runners/runners.store";
import { dateOf } from "#server/platform/clock";

const toleranceSeconds = 30;
type Keys = Pick<RunnerRow, "id" | "signKey" | "formerSignKey" | "formerUntil">;

/** Whether one of the runner's keys has signed it, for this purpose and not long ago. */
export async function isAssertedBy(runner: Keys, assertion: string, nowMs: number): Promise<boolean> {
  const former = runner.formerUntil !== null && nowMs < runner.formerUntil ? [runner.formerSignKey ?? ""] : [];
  const verdicts = await Promise.all([runner.signKey, ...former].map((key) => isSignedBy(key, { runnerId: runner.id, assertion, nowMs })));
  return verdicts.includes(true);
}

interface Attempt {
  readonly runnerId: string;
  readonly assertion: string;
  readonly nowMs: number;
}

async function isSignedBy(publicKey: string, { runnerId, assertion, nowMs }: Attempt): Promise<boolean> {
  try {
    await jwtVerify(assertion, await importJWK({ kty: "OKP", crv: "Ed25519", x: publicKey }, "EdDSA"), {
      algorithms: ["EdDSA"],
      audience: assertionAudience,
      issuer: runnerId,
      subject: runnerId,
      requiredClaims: ["exp", "iat", "jti"],
      maxTokenAge: runnerTiming.assertionSeconds,
      clockTolerance: toleranceSeconds,
      currentDate: dateOf(nowMs),
    });
    return true;
  } catch {
    return false;
  }
}
