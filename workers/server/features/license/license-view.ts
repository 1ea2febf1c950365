import type { Returned } from "#schema/contract/endpoint";
import type { getLicense } from "#schema/contract/license";
import type { LicensedFeature, LimitName } from "#schema/license/license";
import { licensedFeatures, limitNames } from "#schema/license/license";
import { refusalSentences } from "#schema/license/refusal-sentences";
import { dateText } from "#server/features/license/date-text";
import { explainStanding } from "#server/features/license/explain-standing";
import type { Held } from "#server/features/license/held-license";
import type { Standing } from "#server/features/license/standing";
import { standingOf } from "#server/features/license/standing";
import { isoOf } from "#server/platform/clock";

export type LicenseStatus = Returned<typeof getLicense>;
export type Usage = Readonly<Record<LimitName, number>>;

/** What people see of a license: what holds at that time, and how much of it is used. */
export function licenseView(held: Held, nowMs: number, usage: Usage): LicenseStatus {
  const standing = standingOf(held.best, { nowMs, highWaterMs: held.highWaterMs });
  const { state, license, tier, expiresAtMs, graceEndsAtMs } = standing;
  return {
    state,
    tier,
    customer: license?.claims.sub ?? "",
    test: license?.test ?? false,
    sequence: license?.claims.seq ?? null,
    source: held.best?.source ?? "none",
    features: (Object.keys(licensedFeatures) as LicensedFeature[]).map((feature) => featureOf(standing, feature)),
    limits: Object.fromEntries(
      limitNames.map((name) => [name, { limit: standing.limits[name], used: usage[name] }]),
    ) as LicenseStatus["limits"],
    expiresAt: expiresAtMs === undefined ? null : isoOf(expiresAtMs),
    graceEndsAt: graceEndsAtMs === undefined ? null : isoOf(graceEndsAtMs),
    explanation: explained(standing, held.configured),
  };
}

function featureOf(standing: Standing, feature: LicensedFeature): LicenseStatus["features"][number] {
  const { features, license, expiresAtMs = 0 } = standing;
  const enabled = features.has(feature);
  const named = license?.claims.features.includes(feature) === true;
  const reason = enabled
    ? "Included in the license"
    : named
      ? `The license ended on ${dateText(expiresAtMs)}`
      : license === undefined
        ? "Needs a license"
        : "The license does not include it";
  return { feature, description: licensedFeatures[feature], enabled, reason };
}

function explained(standing: Standing, configured: Held["configured"]): string {
  const said = explainStanding(standing);
  if (configured === "none" || configured === "accepted") return said;
  return `${said} The license in this server's configuration is refused: ${refusalSentences[configured]}`;
}
