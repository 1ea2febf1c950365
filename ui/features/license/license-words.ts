import type { LicensedFeature, LicenseState, LimitName } from "#schema/license/license";
import type { Tone } from "#ui/design/badge.tsx";

export const stateWords: Readonly<Record<LicenseState, { readonly word: string; readonly tone: Tone }>> = {
  none: { word: "No license", tone: "quiet" },
  trial: { word: "Trial", tone: "info" },
  active: { word: "Active", tone: "good" },
  expiring: { word: "Ends soon", tone: "warn" },
  grace: { word: "In grace", tone: "warn" },
  expired: { word: "Ended", tone: "bad" },
  "clock-suspect": { word: "Clock was set back", tone: "bad" },
};

export const limitWords: Readonly<Record<LimitName, string>> = {
  users: "Users",
  agents: "Agents",
  apps: "Applications",
  environments: "Environments",
  retentionDays: "Days of telemetry",
};

export const featureWords: Readonly<Record<LicensedFeature, string>> = {
  debugger: "Taps",
  lineage: "Lineage",
  correlation: "Correlation",
};

export const sourceWords = { none: "Nobody applied one", environment: "This server's configuration", api: "Applied here" } as const;

/** A limit in words; none is no limit. */
export function limitText(limit: number | null): string {
  return limit === null ? "No limit" : String(limit);
}

/** The day of an instant, in UTC, as licenses count. */
export function dayOf(instant: string | null): string {
  return instant === null ? "—" : instant.slice(0, 10);
}
