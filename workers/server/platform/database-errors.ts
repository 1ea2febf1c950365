import { DrizzleQueryError } from "drizzle-orm";
import { Problem } from "#schema/problems";

/** SQLSTATE classes that say "not now": connection, rolled back by the engine, resources, intervention by an operator, input or output. */
const passing = /^(08|40|53|57|58)/;

/** `store-unavailable` for an error of a driver that tells of a database out of reach; other errors as they are. */
export function databaseError(thrown: unknown): unknown {
  const cause = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  if (cause instanceof Problem) return cause;
  const code = sqlState(cause);
  if (code !== undefined && !passing.test(code)) return thrown;
  return new Problem("store-unavailable", { detail: "Postgres does not answer.", retryAfterSeconds: 2, cause });
}

/** Whether a statement was refused because such a row exists already. */
export function isUniqueViolation(thrown: unknown, constraint: string): boolean {
  const cause = thrown instanceof DrizzleQueryError ? thrown.cause : thrown;
  return sqlState(cause) === "23505" && (cause as { constraint?: unknown }).constraint === constraint;
}

function sqlState(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
