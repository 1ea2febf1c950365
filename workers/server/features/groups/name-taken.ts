import { Problem } from "#schema/problems";
import { isUniqueViolation } from "#server/platform/database-errors";

/** A taken name as `conflict`; everything else as it is. */
export function nameTaken(thrown: unknown): unknown {
  if (!isUniqueViolation(thrown, "groups_name")) return thrown;
  return new Problem("conflict", { detail: "There is a group with this name.", errors: [{ pointer: "/body/name", detail: "Taken" }] });
}
