import type { LicensedFeature, LicenseState, Limits } from "#schema/license/license";
import { communityTier, licensedFeature } from "#schema/license/license";
import type { License } from "#schema/license/verify";

/** What the clock says, and the latest time this server has seen. */
export interface Moment {
  readonly nowMs: number;
  readonly highWaterMs: number;
}

/** What holds now. */
export interface Standing {
  readonly state: LicenseState;
  readonly license: License | undefined;
  readonly tier: string;
  readonly features: ReadonlySet<LicensedFeature>;
  readonly limits: Limits;
  readonly expiresAtMs: number | undefined;
  readonly graceEndsAtMs: number | undefined;
}

const dayMs = 86_400_000;
const expiringMs = 30 * dayMs;
/** Clocks are corrected and time zones mistaken; beyond this somebody has set it back. */
const suspectMs = dayMs;

/** The time to judge by: never before one that was seen. */
export function judgedAtMs({ nowMs, highWaterMs }: Moment): number {
  return Math.max(nowMs, highWaterMs);
}

export function standingOf(license: License | undefined, moment: Moment): Standing {
  if (license === undefined) {
    return { ...community, state: "none", license, tier: communityTier.tier, expiresAtMs: undefined, graceEndsAtMs: undefined };
  }
  const { claims } = license;
  const expiresAtMs = claims.exp * 1_000;
  const graceEndsAtMs = expiresAtMs + claims.grace_days * dayMs;
  const state = stateOf(license, moment);
  const atMs = judgedAtMs(moment);
  const holds = atMs < expiresAtMs || state === "grace";
  return { ...(holds ? granted(license) : community), state, license, tier: claims.tier, expiresAtMs, graceEndsAtMs };
}

/** Each boundary belongs to what comes after it: at `exp` a license has ended. */
function stateOf({ claims }: License, moment: Moment): LicenseState {
  if (moment.nowMs < moment.highWaterMs - suspectMs) return "clock-suspect";
  const leftMs = claims.exp * 1_000 - judgedAtMs(moment);
  if (leftMs <= -claims.grace_days * dayMs) return "expired";
  if (leftMs <= 0) return "grace";
  if (claims.trial) return "trial";
  return leftMs <= expiringMs ? "expiring" : "active";
}

const community = { features: new Set<LicensedFeature>(communityTier.features), limits: communityTier.limits };

function granted({ claims }: License): Pick<Standing, "features" | "limits"> {
  const known = claims.features.flatMap((feature) => licensedFeature.safeParse(feature).data ?? []);
  const said = Object.entries(claims.limits).filter(([, limit]) => limit !== undefined);
  return { features: new Set(known), limits: { ...communityTier.limits, ...Object.fromEntries(said) } };
}
