import { importJWK, jwtVerify } from "jose";
import { assertionAudience } from "#schema/protocol/runner/v1/host";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { RunnerRow } from "#server/features/runners/runners.store";
import { dateOf } from "#server/platform/clock";

const toleranceSeconds = 30;
type Keys = Pick<RunnerRow, "id" | "signKey" | "formerSignKey" | "formerUntil">;

/** How long an assertion may be good for at most; as long it must not be used again. */
export const assertionLifetimeMs = (runnerTiming.assertionSeconds + 2 * toleranceSeconds) * 1_000;

/** The assertion's `jti` when one of the runner's keys has signed it, for this purpose and not long ago; undefined when it is not good. */
export async function assertedBy(runner: Keys, assertion: string, nowMs: number): Promise<string | undefined> {
  const former = runner.formerUntil !== null && nowMs < runner.formerUntil ? [runner.formerSignKey ?? ""] : [];
  const ids = await Promise.all([runner.signKey, ...former].map((key) => signedBy(key, { runnerId: runner.id, assertion, nowMs })));
  return ids.find((id) => id !== undefined);
}

interface Attempt {
  readonly runnerId: string;
  readonly assertion: string;
  readonly nowMs: number;
}

async function signedBy(publicKey: string, { runnerId, assertion, nowMs }: Attempt): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(assertion, await importJWK({ kty: "OKP", crv: "Ed25519", x: publicKey }, "EdDSA"), {
      algorithms: ["EdDSA"],
      audience: assertionAudience,
      issuer: runnerId,
      subject: runnerId,
      requiredClaims: ["exp", "iat", "jti"],
      maxTokenAge: runnerTiming.assertionSeconds,
      clockTolerance: toleranceSeconds,
      currentDate: dateOf(nowMs),
    });
    return payload.jti;
  } catch {
    return undefined;
  }
}
