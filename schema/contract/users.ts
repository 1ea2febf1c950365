import { z } from "zod";
import { newPassword } from "#schema/contract/auth";
import { endpoint } from "#schema/contract/endpoint";
import { groupId, instant, permission, personId, roleId } from "#schema/contract/fields";

const username = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^[^\s\p{Cc}]+$/u);

const named = z.object({ id: z.string(), name: z.string() });

/** `direct`: given by a person. `managed`: given by a rule at sign-in, recomputed each time. */
export const origin = z.enum(["direct", "managed"]);

/** A rule in a few words, as it was when the assignment was made; null for a direct assignment. */
const because = z.object({ id: z.string(), summary: z.string() }).nullable();

export const user = z.object({
  id: personId,
  username: z.string(),
  displayName: z.string(),
  /** `external`: known by its tokens only; gets an account when something is assigned to it. */
  source: z.enum(["local", "oidc", "external"]),
  /** Names of all roles held, directly, by rule or through a group; in alphabetical order. */
  roles: z.array(z.string()),
  /** Names of all groups, those above them too. */
  groups: z.array(z.string()),
  disabled: z.boolean(),
  secondFactor: z.boolean(),
  createdAt: instant,
  lastSignInAt: instant.nullable(),
});

export const userDetail = user.extend({
  email: z.string(),
  identities: z.array(z.object({ issuer: z.string(), subject: z.string(), lastSignInAt: instant.nullable() })),
  assignedRoles: z.array(z.object({ role: named, origin, rule: because })),
  assignedGroups: z.array(z.object({ group: named, origin, rule: because })),
});

/** How a permission came to somebody: from the assignment to the role that holds it. */
export const grant = z.object({
  role: named,
  /** The chain of groups from the one somebody is in up to the one that holds the role; empty when the role is held without a group. */
  groups: z.array(named),
  origin,
  rule: because,
});

export const listUsers = endpoint({
  id: "listUsers",
  method: "GET",
  path: "/api/v1/users",
  summary: "Everybody who may sign in",
  needs: "users:read",
  reply: { status: 200, body: z.object({ items: z.array(user) }) },
  problems: [],
});

export const getUser = endpoint({
  id: "getUser",
  method: "GET",
  path: "/api/v1/users/{id}",
  summary: "One user, with what was assigned and why",
  needs: "users:read",
  params: z.object({ id: personId }),
  reply: { status: 200, body: userDetail },
  problems: ["not-found"],
});

export const explainPermissions = endpoint({
  id: "explainPermissions",
  method: "GET",
  path: "/api/v1/users/{id}/permissions",
  summary: "Every permission somebody holds, with every way in which it came to them",
  needs: "users:read",
  params: z.object({ id: personId }),
  reply: {
    status: 200,
    body: z.object({ items: z.array(z.object({ permission, description: z.string(), grants: z.array(grant).min(1) })) }),
  },
  problems: ["not-found"],
});

export const createUser = endpoint({
  id: "createUser",
  method: "POST",
  path: "/api/v1/users",
  summary: "Create a local user",
  needs: "users:write",
  body: z.object({
    username,
    displayName: z.string().trim().max(256).default(""),
    password: newPassword,
    roles: z.array(roleId).max(100).default([]),
    groups: z.array(groupId).max(100).default([]),
  }),
  reply: { status: 201, body: user },
  problems: ["conflict", "not-grantable", "local-login-disabled", "limit-reached"],
});

export const updateUser = endpoint({
  id: "updateUser",
  method: "PATCH",
  path: "/api/v1/users/{id}",
  summary:
    "Change what is directly assigned, name, password or disable; takes effect within ten seconds. What rules have given stays. An identity without an account gets one, whose id the answer names",
  needs: "users:write",
  params: z.object({ id: personId }),
  body: z
    .object({
      displayName: z.string().trim().max(256),
      roles: z.array(roleId).max(100),
      groups: z.array(groupId).max(100),
      password: newPassword,
      disabled: z.boolean(),
    })
    .partial(),
  reply: { status: 200, body: user },
  problems: ["not-found", "last-administrator", "not-grantable", "local-login-disabled", "limit-reached"],
});

export const deleteUser = endpoint({
  id: "deleteUser",
  method: "DELETE",
  path: "/api/v1/users/{id}",
  summary: "Delete a user and end their sessions; the audit log keeps their name",
  needs: "users:write",
  params: z.object({ id: personId }),
  reply: { status: 204 },
  problems: ["not-found", "last-administrator", "not-grantable"],
});

export const resetSecondFactor = endpoint({
  id: "resetSecondFactor",
  method: "DELETE",
  path: "/api/v1/users/{id}/second-factor",
  summary: "Remove somebody's authenticator app and recovery codes, who lost them",
  needs: "users:write",
  params: z.object({ id: personId }),
  reply: { status: 204 },
  problems: ["not-found", "not-grantable"],
});

/** A browser's session, or one sign-in of the API and its refresh tokens. */
export const signIn = z.object({
  id: z.string(),
  kind: z.enum(["browser", "api"]),
  /** How the person proved who they are. */
  method: z.enum(["password", "oidc"]),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  ip: z.string(),
  userAgent: z.string(),
  current: z.boolean(),
});

export const listUserSessions = endpoint({
  id: "listUserSessions",
  method: "GET",
  path: "/api/v1/users/{id}/sessions",
  summary: "Where somebody is signed in",
  needs: "users:read",
  params: z.object({ id: personId }),
  reply: { status: 200, body: z.object({ items: z.array(signIn) }) },
  problems: ["not-found"],
});

export const endUserSessions = endpoint({
  id: "endUserSessions",
  method: "DELETE",
  path: "/api/v1/users/{id}/sessions",
  summary: "Sign somebody out everywhere; takes effect within ten seconds",
  needs: "users:write",
  params: z.object({ id: personId }),
  reply: { status: 204 },
  problems: ["not-found"],
});
