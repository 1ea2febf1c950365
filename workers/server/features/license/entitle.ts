import type { LicensedFeature } from "#schema/license/license";
import { licensedFeatures } from "#schema/license/license";
import { Problem } from "#schema/problems";
import { currentStanding } from "#server/features/license/current-standing";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";

/** Throws `feature-not-licensed`, which names the feature, when what is licensed now does not include it. */
export async function entitle(deps: Deps, ctx: Context, feature: LicensedFeature): Promise<void> {
  const { features, state } = await currentStanding(deps, ctx);
  if (features.has(feature)) return;
  const why = state === "expired" || state === "clock-suspect" ? "has ended" : `does not include ${feature}`;
  const subject = state === "none" ? `There is no license that includes ${feature}` : `The license ${why}`;
  throw new Problem("feature-not-licensed", { detail: `${subject} (${feature}: ${licensedFeatures[feature]}).` });
}
