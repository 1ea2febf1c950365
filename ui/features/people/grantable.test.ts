import { expect, test } from "vitest";
import { grantableGroups, grantableRoles } from "#ui/features/people/grantable.ts";
import type { Group } from "#ui/features/people/queries/groups.ts";
import type { Role } from "#ui/features/people/queries/roles.ts";

const role = (id: string, permissions: Role["permissions"]): Role => {
  return { id, name: id, description: "", builtIn: false, permissions, users: 0, groups: 0 };
};
const group = (id: string, roles: string[], inherited: string[] = []): Group => {
  const named = (ids: string[]) => ids.map((one) => ({ id: one, name: one }));
  return { id, name: id, description: "", parentId: null, roles: named(roles), inheritedRoles: named(inherited), members: 0 };
};
const roles = [role("reader", ["logs:read"]), role("desk", ["logs:read", "users:write"]), role("nothing", [])];

test("only roles without anything that one lacks are offered", () => {
  expect(grantableRoles(roles, ["logs:read"]).map(({ id }) => id)).toEqual(["reader", "nothing"]);
});

test("a group is offered when every role of it and of the groups above may be given", () => {
  const groups = [group("a", ["reader"]), group("b", ["reader"], ["desk"]), group("c", [], []), group("d", ["desk"])];
  expect(grantableGroups(groups, grantableRoles(roles, ["logs:read"])).map(({ id }) => id)).toEqual(["a", "c"]);
});
