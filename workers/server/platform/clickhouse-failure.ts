import { ClickHouseError } from "@clickhouse/client-web";
import { Problem } from "#schema/problems";

/** Codes of ClickHouse's error list: the statement went over one of its limits. */
const tooExpensive = new Set(["158", "159", "160", "241", "307", "396"]);
/** The engine or its surroundings cannot answer now; trying again may help. */
const unavailable = new Set([
  "3",
  "74",
  "202",
  "203",
  "209",
  "210",
  "225",
  "236",
  "242",
  "243",
  "252",
  "279",
  "319",
  "394",
  "425",
  "473",
  "999",
]);
/** The regular expression of a query is none. */
const badExpression = new Set(["427"]);

/** What a failed read means to the caller. Anything that is not the engine's own answer means that it could not be reached. */
export function readFailure(cause: unknown): Problem {
  if (!(cause instanceof ClickHouseError) || unavailable.has(cause.code)) return away(cause);
  if (tooExpensive.has(cause.code)) {
    return new Problem("query-too-expensive", {
      detail: "The search read more than it may. Choose a shorter time range or add a filter.",
      cause,
    });
  }
  if (badExpression.has(cause.code)) {
    return new Problem("invalid-query", { detail: "A regular expression cannot be understood; the syntax is RE2's.", cause });
  }
  return new Problem("unexpected", { cause });
}

function away(cause: unknown): Problem {
  return new Problem("store-unavailable", { retryAfterSeconds: 5, cause });
}
