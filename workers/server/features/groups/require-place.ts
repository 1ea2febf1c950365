import { Problem } from "#schema/problems";
import { findPlaces } from "#server/features/groups/groups.store";
import type { Placed } from "#server/features/groups/tree";
import { deepest, misplacement } from "#server/features/groups/tree";
import type { Queries } from "#server/platform/database";

/** Throws `conflict` for a place where the group cannot stand, and `invalid-request` for a parent that is not there. Needs the lock on access. */
export async function requirePlace(tx: Queries, place: Placed): Promise<void> {
  const wrong = misplacement(await findPlaces(tx), place);
  const at = (detail: string) => ({ detail, errors: [{ pointer: "/body/parentId", detail }] });
  if (wrong === "unknown-parent") throw new Problem("invalid-request", at("There is no such group"));
  if (wrong === "under-itself") throw new Problem("conflict", at("A group cannot stand under itself"));
  if (wrong === "too-deep") throw new Problem("conflict", at(`Groups may stand ${deepest} deep`));
}
