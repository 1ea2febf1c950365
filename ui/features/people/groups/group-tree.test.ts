import { expect, test } from "vitest";
import { groupsAbove, groupTree, isWithin } from "#ui/features/people/groups/group-tree.ts";
import type { Group } from "#ui/features/people/queries/groups.ts";

const group = (id: string, parentId: string | null): Group => {
  return { id, name: id, description: "", parentId, roles: [], inheritedRoles: [], members: 0 };
};
const groups = [group("a", null), group("c", "b"), group("b", "a"), group("d", null), group("e", "a")];

test("every group comes after the one that it stands under, one step further in", () => {
  expect(groupTree(groups).map(({ group: { id }, depth }) => `${depth}${id}`)).toEqual(["0a", "1b", "2c", "1e", "0d"]);
});

test("the groups above one are named from the top", () => {
  expect(groupsAbove(groups, "c").map(({ id }) => id)).toEqual(["a", "b"]);
});

test("a group is within itself and within those above it, and not within others", () => {
  expect(["c", "b", "a", "d", "e"].map((above) => isWithin(groups, "c", above))).toEqual([true, true, true, false, false]);
});
