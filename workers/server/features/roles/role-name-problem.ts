import { Problem } from "#schema/problems";
import { looksBuiltIn } from "#server/features/roles/role-name";
import { isUniqueViolation } from "#server/platform/database-errors";

const conflict = (detail: string): Problem => new Problem("conflict", { detail, errors: [{ pointer: "/body/name", detail: "Taken" }] });

/** Throws `conflict` for a name that could be taken for a built-in role's. */
export function requireOwnName(name: string): void {
  if (looksBuiltIn(name)) throw conflict("This name looks like that of a built-in role.");
}

/** A taken name as `conflict`; everything else as it is. */
export function nameTaken(thrown: unknown): unknown {
  return isUniqueViolation(thrown, "roles_name") ? conflict("There is a role with this name.") : thrown;
}
