import { z } from "zod";

const text = z.string().max(200).optional().catch(undefined);

export const auditSearch = z.object({
  find: text,
  action: text,
  actor: text,
  target: text,
  outcome: z.enum(["success", "failure"]).optional().catch(undefined),
  since: z.enum(["1h", "1d", "7d", "30d"]).optional().catch(undefined),
});

export type AuditSearch = z.output<typeof auditSearch>;
