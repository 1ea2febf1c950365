import { z } from "zod";
import { idPattern } from "#schema/ids";
import type { Permission } from "#schema/permissions";
import { permissions } from "#schema/permissions";

export const exchangeStatuses = ["running", "completed", "failed", "handled", "filtered", "stopped", "abandoned"] as const;
export type ExchangeStatus = (typeof exchangeStatuses)[number];
export const exchangeStatus = z.enum(exchangeStatuses);

/** ISO 8601 with a zone and up to microseconds. */
export const instant = z.iso.datetime({ offset: true });

/** A point in time as people write it; `schema/contract/query/time.ts` resolves it. */
export const when = z
  .string()
  .min(1)
  .max(64)
  .meta({
    description: "ISO 8601, epoch seconds, milliseconds or microseconds, or date math: `now-15m`, `-2h`, `yesterday`",
    examples: ["now-15m"],
  });

/** `a,b` in a query string; in the verb a list without empty entries. */
export function commaList<S extends z.ZodType<string, string>>(item: S) {
  return z
    .string()
    .max(2_000)
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(z.array(item))
    .meta({ description: "One value, or several separated by commas" });
}

export const pageSize = z.coerce.number().int().min(1).max(500).default(50);
export const cursor = z.string().max(512).meta({ description: "`nextCursor` of the page before" });
export const exchangeId = z.string().regex(idPattern("exchange"));
export const agentId = z.string().regex(idPattern("agent"));
export const commandId = z.string().regex(idPattern("command"));
export const environmentId = z.string().regex(idPattern("environment"));
export const appId = z.string().regex(idPattern("app"));
export const artifactId = z.string().regex(idPattern("artifact"));
export const uploadId = z.string().regex(idPattern("upload"));
export const revisionId = z.string().regex(idPattern("revision"));
export const deploymentId = z.string().regex(idPattern("deployment"));
export const runnerId = z.string().regex(idPattern("runner"));
export const enrollmentId = z.string().regex(idPattern("enrollment"));
export const taskId = z.string().regex(idPattern("task"));
export const userId = z.string().regex(idPattern("user"));
/** A user's id, or that of an identity without an account. */
export const personId = z.string().regex(/^(usr|idn)_[0-9a-f]{32}$/, "expected the id of a user or of an identity");
export const groupId = z.string().regex(idPattern("group"));
/** A built-in role's name or a custom role's id. */
export const roleId = z
  .string()
  .regex(/^(VIEWER|OPERATOR|ADMIN|rol_[0-9a-f]{32})$/, "expected VIEWER, OPERATOR, ADMIN or the id of a role");
export const permission = z.enum(Object.keys(permissions) as [Permission, ...Permission[]]);
/** A name that people give a thing; what makes two the same is NFKC and lower case. */
export const title = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^[^\p{Cc}]+$/u, "expected text without control characters");
export const name = z.string().min(1).max(256);
export const attributes = z.record(z.string(), z.string());

/** The range a server resolved `from` and `to` to, so that all parts of a page agree. */
export const resolvedRange = z.object({ from: instant, to: instant });

export const rangeQuery = {
  from: when.optional().meta({ description: "Start of the range, inclusive; default `now-24h`" }),
  to: when.optional().meta({ description: "End of the range, exclusive; default `now`" }),
};
