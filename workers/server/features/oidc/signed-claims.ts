import type { JWTPayload, JWTVerifyOptions } from "jose";
import { errors, jwtVerify } from "jose";
import { Problem } from "#schema/problems";
import type { Provider } from "#server/features/oidc/provider";
import { algorithms, toleranceSeconds } from "#server/features/oidc/provider";
import { dateOf } from "#server/platform/clock";
import type { Deps } from "#server/platform/deps";
import { IssuerUnreachable } from "#server/platform/issuers";

/** `refused` carries the reason for the log. */
export type Verdict =
  | { readonly kind: "good"; readonly claims: JWTPayload; readonly type: string }
  | { readonly kind: "refused"; readonly reason: string };

export interface SignedToken {
  readonly provider: Provider;
  readonly token: string;
  /** Who it must be for, and which claims it must have; issuer, signature and time are always verified. */
  readonly expect: Pick<JWTVerifyOptions, "audience" | "requiredClaims">;
}

/** Verifies what every token of the provider has in common. `type` is the header's, in small letters, empty without one. Throws `store-unavailable` when the keys are out of reach. */
export async function verifySigned(deps: Deps, { provider, token, expect }: SignedToken): Promise<Verdict> {
  const nowMs = deps.clock.now();
  try {
    const { payload, protectedHeader } = await jwtVerify(token, deps.issuers.keyOf(provider.issuer), {
      ...expect,
      algorithms: [...algorithms],
      issuer: provider.issuer,
      clockTolerance: toleranceSeconds,
      currentDate: dateOf(nowMs),
    });
    const { iat } = payload;
    if (payload.sub !== undefined && (typeof payload.sub !== "string" || payload.sub === ""))
      return { kind: "refused", reason: "a subject that is no text" };
    if (iat !== undefined && iat > nowMs / 1_000 + toleranceSeconds) return { kind: "refused", reason: "issued in the future" };
    return { kind: "good", claims: payload, type: typeOf(protectedHeader.typ) };
  } catch (thrown) {
    if (thrown instanceof IssuerUnreachable) {
      throw new Problem("store-unavailable", { detail: "The identity provider does not answer.", retryAfterSeconds: 5, cause: thrown });
    }
    return { kind: "refused", reason: thrown instanceof errors.JOSEError ? `${thrown.code} ${thrown.message}` : "not a token" };
  }
}

function typeOf(typ: unknown): string {
  return typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : "";
}
