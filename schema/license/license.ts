import { z } from "zod";

/** What a license can switch on; an endpoint names one in `requires`. */
export const licensedFeatures = {
  debugger: "Taps on running processors",
  lineage: "What each step did to the message",
  correlation: "Exchanges of several apps that belong together",
} as const satisfies Record<string, string>;

export type LicensedFeature = keyof typeof licensedFeatures;
export const licensedFeature = z.enum(Object.keys(licensedFeatures) as [LicensedFeature, ...LicensedFeature[]]);

export const limitNames = ["agents", "apps", "environments", "users", "retentionDays"] as const;
export type LimitName = (typeof limitNames)[number];

/** How many of a kind there may be; null is no limit. `retentionDays` says how long telemetry is kept. */
export const limits = z.object({
  agents: z.number().int().min(0).nullable(),
  apps: z.number().int().min(0).nullable(),
  environments: z.number().int().min(0).nullable(),
  users: z.number().int().min(0).nullable(),
  retentionDays: z.number().int().min(1).nullable(),
});
export type Limits = z.infer<typeof limits>;

/** The claims of a license: a JWT of type `license+jwt`, signed with EdDSA. Unknown members are ignored. */
export const licenseClaims = z.object({
  iss: z.string().min(1),
  /** The customer it was made for. */
  sub: z.string().min(1).max(256),
  aud: z.literal("cameleer-server"),
  jti: z.string().min(1).max(128),
  /** Grows with every license made for this customer. The highest one wins, also when it has ended; a downgrade is a higher one with less in it. */
  seq: z.number().int().min(1),
  /** The tenant it is good for; `*` for any. */
  tenant: z.string().min(1).max(64),
  tier: z.string().min(1).max(64),
  /** Unknown features are kept and mean nothing to this version. */
  features: z.array(z.string()),
  limits: limits.partial(),
  /** Seconds since the epoch. */
  iat: z.number().int(),
  nbf: z.number().int().optional(),
  exp: z.number().int(),
  grace_days: z.number().int().min(0).max(365).default(14),
  trial: z.boolean().default(false),
});
export type LicenseClaims = z.infer<typeof licenseClaims>;

/** Without any license. */
export const communityTier = {
  tier: "COMMUNITY",
  features: [],
  limits: { agents: 200, apps: 50, environments: 10, users: 50, retentionDays: 90 },
} as const satisfies { tier: string; features: readonly LicensedFeature[]; limits: Limits };

/**
 * `none`: community tier. `expiring`: ends within 30 days. `grace`: ended, still good. `expired`: ended, the community tier's features and limits hold.
 * `clock-suspect`: the clock was set back; what was licensed stays, no grace is granted.
 */
export const licenseStates = ["none", "trial", "active", "expiring", "grace", "expired", "clock-suspect"] as const;
export type LicenseState = (typeof licenseStates)[number];
