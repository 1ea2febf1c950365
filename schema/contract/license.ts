import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { instant } from "#schema/contract/fields";
import { licensedFeature, licenseStates, limitNames } from "#schema/license/license";

const limitUse = z.object({ limit: z.number().int().nullable(), used: z.number().int() });

export const licenseStatus = z.object({
  state: z.enum(licenseStates),
  tier: z.string(),
  customer: z.string(),
  /** Signed with the key that everybody can sign with: for tests and demonstrations. */
  test: z.boolean(),
  sequence: z.number().int().nullable(),
  source: z.enum(["none", "environment", "api"]),
  features: z.array(z.object({ feature: licensedFeature, description: z.string(), enabled: z.boolean(), reason: z.string() })),
  limits: z.object(Object.fromEntries(limitNames.map((name) => [name, limitUse])) as Record<(typeof limitNames)[number], typeof limitUse>),
  expiresAt: instant.nullable(),
  graceEndsAt: instant.nullable(),
  /** A sentence for people: what holds now and what happens next. */
  explanation: z.string(),
});

const token = z.string().trim().min(1).max(16_384);

export const getLicense = endpoint({
  id: "getLicense",
  method: "GET",
  path: "/api/v1/license",
  summary: "What is licensed, until when, and how much of it is used",
  needs: "license:read",
  reply: { status: 200, body: licenseStatus },
  problems: [],
});

export const previewLicense = endpoint({
  id: "previewLicense",
  method: "POST",
  path: "/api/v1/license/preview",
  summary: "What a license would change, without applying it",
  needs: "license:write",
  body: z.object({ token }),
  reply: { status: 200, body: z.object({ before: licenseStatus, after: licenseStatus, warnings: z.array(z.string()) }) },
  problems: ["license-refused", "conflict"],
});

export const applyLicense = endpoint({
  id: "applyLicense",
  method: "PUT",
  path: "/api/v1/license",
  summary: "Apply a license; its sequence must not be lower than any seen before",
  needs: "license:write",
  body: z.object({ token }),
  reply: { status: 200, body: licenseStatus },
  problems: ["license-refused", "conflict"],
});

export const listLicenses = endpoint({
  id: "listLicenses",
  method: "GET",
  path: "/api/v1/license/history",
  summary: "Licenses seen so far, newest first",
  needs: "license:read",
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          sequence: z.number().int(),
          tier: z.string(),
          customer: z.string(),
          source: z.enum(["environment", "api"]),
          acceptedBy: z.string(),
          acceptedAt: instant,
          expiresAt: instant,
        }),
      ),
    }),
  },
  problems: [],
});
