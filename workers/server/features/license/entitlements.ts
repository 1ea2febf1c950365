import type { LicensedFeature } from "#schema/license/license";
import { Problem } from "#schema/problems";
import type { Deps } from "#server/platform/deps";

/** Throws `feature-not-licensed` when the license does not include the feature. */
export function entitlements(): (deps: Deps, feature: LicensedFeature) => Promise<void> {
  return async (_deps, feature) => {
    throw new Problem("feature-not-licensed", { detail: `Your license does not include ${feature}.` });
  };
}
