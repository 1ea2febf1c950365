import type { LicensedFeature } from "#schema/license/license";
import { Problem } from "#schema/problems";
import { currentStanding } from "#server/features/license/current-standing";
import { dateText } from "#server/features/license/date-text";
import type { Standing } from "#server/features/license/standing";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** Throws `feature-not-licensed`, which names the feature, when what is licensed now does not include it. */
export async function entitle(deps: Deps, ctx: Context, feature: LicensedFeature): Promise<void> {
  const standing = await currentStanding(deps, ctx);
  if (standing.features.has(feature)) return;
  throw new Problem("feature-not-licensed", { detail: refusalOf(standing, feature) });
}

function refusalOf({ license, expiresAtMs = 0 }: Standing, feature: LicensedFeature): string {
  if (license === undefined) return `The feature ${feature} needs a license.`;
  if (!license.claims.features.includes(feature)) return `The license does not include ${feature}.`;
  return `The license with ${feature} ended on ${dateText(expiresAtMs)}.`;
}
