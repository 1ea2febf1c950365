/** A group's place among the others. */
export interface Placed {
  readonly id: string;
  readonly parentId: string | null;
}

/** The longest chain of groups, one under the other. */
export const deepest = 10;

export type Misplacement = "unknown-parent" | "under-itself" | "too-deep";

/** Why a group, a new one or one of these, cannot stand under that parent; undefined when it can. */
export function misplacement(groups: readonly Placed[], { id, parentId }: Placed): Misplacement | undefined {
  if (parentId === null) return undefined;
  const byId = new Map(groups.map((group) => [group.id, group]));
  if (!byId.has(parentId)) return "unknown-parent";
  const above = chainFrom(parentId, byId);
  if (above.includes(id)) return "under-itself";
  return above.length + heightOf(id, groups) > deepest ? "too-deep" : undefined;
}

/** A group and those above it, nearest first. */
function chainFrom(id: string, byId: ReadonlyMap<string, Placed>): string[] {
  const chain: string[] = [];
  let next: string | null = id;
  while (next !== null && !chain.includes(next)) {
    chain.push(next);
    next = byId.get(next)?.parentId ?? null;
  }
  return chain;
}

/** How many groups the longest chain has that begins with this one and goes down. */
function heightOf(id: string, groups: readonly Placed[]): number {
  const below = Map.groupBy(groups, (group) => group.parentId);
  let height = 0;
  for (let level = [id]; level.length > 0; level = level.flatMap((one) => (below.get(one) ?? []).map((group) => group.id))) height += 1;
  return height;
}
