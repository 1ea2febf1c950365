import type { Group } from "#ui/features/people/queries/groups.ts";

export interface GroupNode {
  readonly group: Group;
  /** 0 for a group that stands under none. */
  readonly depth: number;
}

/** Every group after the one that it stands under; siblings in the order of the list. */
export function groupTree(groups: readonly Group[]): readonly GroupNode[] {
  const below = Map.groupBy(groups, ({ parentId }) => parentId);
  const walk = (parentId: string | null, depth: number): GroupNode[] =>
    (below.get(parentId) ?? []).flatMap((group) => [{ group, depth }, ...walk(group.id, depth + 1)]);
  return walk(null, 0);
}

/** The groups above one, the topmost first. */
export function groupsAbove(groups: readonly Group[], id: string): readonly Group[] {
  const group = groups.find((one) => one.id === id);
  const parent = groups.find((one) => one.id === group?.parentId);
  return parent === undefined ? [] : [...groupsAbove(groups, parent.id), parent];
}

/** Whether one stands somewhere under the other, or is it. */
export function isWithin(groups: readonly Group[], id: string, above: string): boolean {
  return id === above || groupsAbove(groups, id).some((group) => group.id === above);
}
