import { Problem } from "#schema/problems";
import type { Group } from "#server/features/groups/group";
import { findGroup } from "#server/features/groups/groups.store";
import type { Queries } from "#server/platform/database";

/** Throws `not-found`. */
export async function requireGroup(db: Queries, id: string): Promise<Group> {
  const [group] = await findGroup(db, id);
  if (group === undefined) throw new Problem("not-found");
  return group;
}
