import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { groupId, permission, personId, roleId, title, userId } from "#schema/contract/fields";
import { origin } from "#schema/contract/users";

const description = z.string().trim().max(1_024);
const named = z.object({ id: z.string(), name: z.string() });

export const group = z.object({
  id: groupId,
  name: z.string(),
  description: z.string(),
  /** The group above: its roles are held by the members of this one too. */
  parentId: groupId.nullable(),
  /** Roles of this group itself. */
  roles: z.array(named),
  /** Roles that come from the groups above. */
  inheritedRoles: z.array(named),
  members: z.number().int(),
});

export const listGroups = endpoint({
  id: "listGroups",
  method: "GET",
  path: "/api/v1/groups",
  summary: "All groups, in alphabetical order",
  needs: "users:read",
  reply: { status: 200, body: z.object({ items: z.array(group) }) },
  problems: [],
});

export const getGroup = endpoint({
  id: "getGroup",
  method: "GET",
  path: "/api/v1/groups/{id}",
  summary: "One group and its members",
  needs: "users:read",
  params: z.object({ id: groupId }),
  reply: {
    status: 200,
    body: group.extend({ users: z.array(z.object({ id: userId, username: z.string(), displayName: z.string(), origin })) }),
  },
  problems: ["not-found"],
});

export const createGroup = endpoint({
  id: "createGroup",
  method: "POST",
  path: "/api/v1/groups",
  summary: "Create a group",
  needs: "groups:write",
  body: z.object({
    name: title,
    description: description.default(""),
    parentId: groupId.nullable().default(null),
    roles: z.array(roleId).max(100).default([]),
  }),
  reply: { status: 201, body: group },
  problems: ["conflict", "not-grantable"],
});

export const updateGroup = endpoint({
  id: "updateGroup",
  method: "PATCH",
  path: "/api/v1/groups/{id}",
  summary: "Rename a group, move it under another, or change its roles; no group may stand under itself, nor deeper than ten",
  needs: "groups:write",
  params: z.object({ id: groupId }),
  body: z.object({ name: title, description, parentId: groupId.nullable(), roles: z.array(roleId).max(100) }).partial(),
  reply: { status: 200, body: group },
  problems: ["not-found", "conflict", "not-grantable", "last-administrator"],
});

export const deleteGroup = endpoint({
  id: "deleteGroup",
  method: "DELETE",
  path: "/api/v1/groups/{id}",
  summary: "Delete a group without groups under it, and all memberships",
  needs: "groups:write",
  params: z.object({ id: groupId }),
  reply: { status: 204 },
  problems: ["not-found", "conflict", "last-administrator"],
});

export const addMember = endpoint({
  id: "addMember",
  method: "PUT",
  path: "/api/v1/groups/{id}/members/{user}",
  summary: "Put a user directly into a group",
  needs: "groups:write",
  params: z.object({ id: groupId, user: personId }),
  body: z.object({}),
  reply: { status: 204 },
  problems: ["not-found", "not-grantable", "limit-reached"],
});

export const removeMember = endpoint({
  id: "removeMember",
  method: "DELETE",
  path: "/api/v1/groups/{id}/members/{user}",
  summary: "Take a directly assigned user out of a group; what a rule has given stays",
  needs: "groups:write",
  params: z.object({ id: groupId, user: userId }),
  reply: { status: 204 },
  problems: ["not-found", "last-administrator"],
});

export const role = z.object({
  id: roleId,
  name: z.string(),
  description: z.string(),
  /** Built-in roles cannot be changed or deleted. */
  builtIn: z.boolean(),
  permissions: z.array(permission),
  users: z.number().int(),
  groups: z.number().int(),
});

export const listRoles = endpoint({
  id: "listRoles",
  method: "GET",
  path: "/api/v1/roles",
  summary: "Built-in and custom roles, and the catalogue of permissions",
  needs: "users:read",
  reply: {
    status: 200,
    body: z.object({ items: z.array(role), catalogue: z.array(z.object({ permission, description: z.string() })) }),
  },
  problems: [],
});

export const createRole = endpoint({
  id: "createRole",
  method: "POST",
  path: "/api/v1/roles",
  summary: "Create a custom role of permissions that the author holds",
  needs: "roles:write",
  body: z.object({ name: title, description: description.default(""), permissions: z.array(permission).max(100) }),
  reply: { status: 201, body: role },
  problems: ["conflict", "not-grantable"],
});

const customRoleId = roleId.meta({ description: "A custom role's id" });

export const updateRole = endpoint({
  id: "updateRole",
  method: "PATCH",
  path: "/api/v1/roles/{id}",
  summary: "Change a custom role",
  needs: "roles:write",
  params: z.object({ id: customRoleId }),
  body: z.object({ name: title, description, permissions: z.array(permission).max(100) }).partial(),
  reply: { status: 200, body: role },
  problems: ["not-found", "conflict", "forbidden", "not-grantable"],
});

export const deleteRole = endpoint({
  id: "deleteRole",
  method: "DELETE",
  path: "/api/v1/roles/{id}",
  summary: "Delete a custom role that nobody holds; `force=true` takes it away from everybody",
  needs: "roles:write",
  params: z.object({ id: customRoleId }),
  query: z.object({ force: z.enum(["true", "false"]).default("false") }),
  reply: { status: 204 },
  problems: ["not-found", "conflict", "forbidden"],
});
