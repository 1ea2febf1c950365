import { limitNames } from "#schema/license/license";
import type { LicenseStatus } from "#server/features/license/license-view";

/** What somebody should know before they apply a license. */
export function previewWarnings(before: LicenseStatus, after: LicenseStatus): string[] {
  return [
    ...(after.test ? ["It is a test license: anybody can sign one."] : []),
    ...(after.state === "expired" || after.state === "grace" ? [`It ended on ${after.expiresAt?.slice(0, 10)}.`] : []),
    ...(endsEarlier(before, after) ? ["It ends earlier than the license that holds now."] : []),
    ...after.features.flatMap(({ feature, enabled }) =>
      !enabled && enables(before, feature) ? [`The feature ${feature} is switched off.`] : [],
    ),
    ...limitNames.flatMap((name) => overLimit(name, after)),
  ];
}

function endsEarlier(before: LicenseStatus, after: LicenseStatus): boolean {
  return before.expiresAt !== null && after.expiresAt !== null && after.expiresAt < before.expiresAt;
}

function enables({ features }: LicenseStatus, wanted: string): boolean {
  return features.some(({ feature, enabled }) => feature === wanted && enabled);
}

/** Telemetry is kept as long as it is kept, whatever a license says. */
function overLimit(name: (typeof limitNames)[number], { limits }: LicenseStatus): string[] {
  const { limit, used } = limits[name];
  if (name === "retentionDays" || limit === null || used <= limit) return [];
  return [`There are ${used} ${name}, and it allows ${limit}. Nothing is removed; no more can be added.`];
}
