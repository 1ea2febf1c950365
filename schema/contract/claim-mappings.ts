import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { instant, userId } from "#schema/contract/fields";
import { claims, mapped } from "#schema/contract/oidc";
import { idPattern } from "#schema/ids";

const ruleId = z.string().regex(idPattern("claimRule"));

/** `equals`: the claim is this value, or an array's only one. `contains`: an element of an array, or part of a text. `regex`: RE2, anywhere in a text or an element. */
export const matches = ["equals", "contains", "regex"] as const;

/** One rule as people write it. */
export const ruleDraft = z.object({
  /** Path into the claims: names separated by dots, `\\.` for a dot in a name. */
  claim: z.string().trim().min(1).max(256),
  match: z.enum(matches),
  value: z.string().min(1).max(1_024),
  action: z.enum(["assignRole", "addToGroup"]),
  /** Name or id of a role or a group. */
  target: z.string().trim().min(1).max(128),
  /** Lower first. What rules give adds up, so the order decides only which rule is named first. */
  priority: z.number().int().min(-1_000_000).max(1_000_000).default(0),
  enabled: z.boolean().default(true),
});

export const rule = ruleDraft.extend({
  id: ruleId,
  targetId: z.string(),
  /** People who hold something because of it at present. */
  holders: z.number().int(),
  warnings: z.array(z.string()),
});

export const listClaimMappings = endpoint({
  id: "listClaimMappings",
  method: "GET",
  path: "/api/v1/claim-mappings",
  summary: "The rules that give roles and groups at sign-in, in their order",
  needs: "oidc:read",
  reply: { status: 200, body: z.object({ items: z.array(rule) }) },
  problems: [],
});

export const createClaimMapping = endpoint({
  id: "createClaimMapping",
  method: "POST",
  path: "/api/v1/claim-mappings",
  summary: "Add a rule; it may give only what its author holds, and takes effect at the next sign-in",
  needs: "claim-mappings:write",
  body: ruleDraft,
  reply: { status: 201, body: rule },
  problems: ["not-grantable", "conflict"],
});

export const updateClaimMapping = endpoint({
  id: "updateClaimMapping",
  method: "PATCH",
  path: "/api/v1/claim-mappings/{id}",
  summary: "Change a rule",
  needs: "claim-mappings:write",
  params: z.object({ id: ruleId }),
  body: z.object({ ...ruleDraft.shape, priority: ruleDraft.shape.priority.unwrap(), enabled: z.boolean() }).partial(),
  reply: { status: 200, body: rule },
  problems: ["not-found", "not-grantable", "conflict"],
});

export const deleteClaimMapping = endpoint({
  id: "deleteClaimMapping",
  method: "DELETE",
  path: "/api/v1/claim-mappings/{id}",
  summary: "Delete a rule, and everything that it has given",
  needs: "claim-mappings:write",
  params: z.object({ id: ruleId }),
  reply: { status: 204 },
  problems: ["not-found", "last-administrator"],
});

export const tryClaimMappings = endpoint({
  id: "tryClaimMappings",
  method: "POST",
  path: "/api/v1/claim-mappings/test",
  summary: "What rules, also unsaved ones, make of claims: pasted, of a token, or those with which somebody signed in last",
  needs: "oidc:read",
  body: z.object({
    rules: z.array(ruleDraft).max(200).optional().meta({ description: "Left out: the saved ones" }),
    from: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("claims"), claims }),
      z.object({ kind: z.literal("token"), token: z.string().min(1).max(16_384) }),
      z.object({ kind: z.literal("user"), id: userId }),
    ]),
  }),
  reply: {
    status: 200,
    body: z.object({
      claims,
      rules: z.array(
        z.object({
          rule: ruleDraft,
          matched: z.boolean(),
          /** What stood at the claim's path; null when nothing. */
          seen: z.unknown(),
          detail: z.string(),
          warnings: z.array(z.string()),
        }),
      ),
      result: mapped.extend({ permissions: z.array(z.string()) }),
      warnings: z.array(z.string()),
    }),
  },
  problems: ["not-found"],
});

export const previewClaimMappings = endpoint({
  id: "previewClaimMappings",
  method: "POST",
  path: "/api/v1/claim-mappings/preview",
  summary: "Who of those that signed in lately would gain or lose what with these rules instead of the saved ones",
  needs: "oidc:read",
  body: z.object({ rules: z.array(ruleDraft).max(200) }),
  reply: {
    status: 200,
    body: z.object({
      considered: z.number().int(),
      changes: z.array(
        z.object({
          user: z.object({ id: z.string(), username: z.string() }),
          lastSignInAt: instant,
          before: mapped,
          after: mapped,
          losesAdministrator: z.boolean(),
          gainsAdministrator: z.boolean(),
        }),
      ),
    }),
  },
  problems: [],
});
