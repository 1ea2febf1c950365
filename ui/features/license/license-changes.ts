import type { LimitName } from "#schema/license/license";
import { dayOf, featureWords, limitText, limitWords, stateWords } from "#ui/features/license/license-words.ts";
import type { License } from "#ui/features/license/queries/license.ts";

export interface LicenseChange {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Everything a license says, now and after, in the order in which people ask. */
export function licenseChanges(before: License, after: License): LicenseChange[] {
  const row = (what: string, tell: (license: License) => string): LicenseChange => ({ what, before: tell(before), after: tell(after) });
  return [
    row("State", ({ state }) => stateWords[state].word),
    row("Tier", ({ tier }) => tier),
    row("Licensed to", ({ customer }) => customer || "—"),
    row("Ends", ({ expiresAt }) => dayOf(expiresAt)),
    ...before.features.map(({ feature }) =>
      row(featureWords[feature], (license) => (enables(license, feature) ? "Included" : "Not included")),
    ),
    ...(Object.keys(limitWords) as LimitName[]).map((name) => row(limitWords[name], ({ limits }) => limitText(limits[name].limit))),
  ];
}

function enables({ features }: License, wanted: string): boolean {
  return features.some(({ feature, enabled }) => feature === wanted && enabled);
}
