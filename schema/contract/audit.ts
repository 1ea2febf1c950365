import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { cursor, instant, pageSize, when } from "#schema/contract/fields";

export const auditEntry = z.object({
  id: z.string(),
  /** Grows by one with each entry of the tenant. */
  sequence: z.number().int(),
  at: instant,
  /** `noun.verb` */
  action: z.string(),
  actor: z.string(),
  /** How the actor was authenticated: `session`, `token`, `api-key`, `external`, `bootstrap`, `agent` or `none`. */
  by: z.string(),
  target: z.string(),
  outcome: z.enum(["success", "failure"]),
  ip: z.string(),
  requestId: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** SHA-256, hex, over the hash before and this entry's record. */
  hash: z.string(),
});

const filters = {
  action: z.string().max(64).optional().meta({ description: "`user.update`, or everything of a noun: `user.`" }),
  actor: z.string().max(256).optional(),
  target: z.string().max(256).optional(),
  outcome: z.enum(["success", "failure"]).optional(),
  q: z.string().max(256).optional().meta({ description: "Text anywhere in the entry" }),
  from: when.optional(),
  to: when.optional(),
};

export const listAudit = endpoint({
  id: "listAudit",
  method: "GET",
  path: "/api/v1/audit",
  summary: "What was done by whom, newest first",
  needs: "audit:read",
  query: z.object({ limit: pageSize, cursor: cursor.optional(), ...filters }),
  reply: { status: 200, body: z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() }) },
  problems: [],
});

export const exportAudit = endpoint({
  id: "exportAudit",
  method: "GET",
  path: "/api/v1/audit/export",
  summary: "The entries as NDJSON, oldest first, each with what is needed to verify the chain elsewhere; the export is itself recorded",
  needs: "audit:read",
  query: z.object(filters),
  reply: { status: 200, stream: "application/x-ndjson" },
  problems: [],
});

export const verifyAudit = endpoint({
  id: "verifyAudit",
  method: "GET",
  path: "/api/v1/audit/verification",
  summary: "Whether the chain of hashes holds, from the first entry to the newest",
  needs: "audit:read",
  reply: {
    status: 200,
    body: z.object({
      intact: z.boolean(),
      entries: z.number().int(),
      /** Hash of the newest entry: keep it elsewhere, and nobody can cut the log's end unseen. */
      head: z.string(),
      brokenAt: z.object({ sequence: z.number().int(), reason: z.string() }).nullable(),
    }),
  },
  problems: [],
});
