import { z } from "zod";
import { newPassword } from "#schema/contract/auth";
import { endpoint } from "#schema/contract/endpoint";
import { cursor, instant, pageSize, userId } from "#schema/contract/fields";

const role = z.enum(["VIEWER", "OPERATOR", "ADMIN"]);
const username = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^[^\s\p{Cc}]+$/u);

export const user = z.object({
  id: userId,
  username: z.string(),
  displayName: z.string(),
  roles: z.array(role),
  disabled: z.boolean(),
  createdAt: instant,
  lastSignInAt: instant.nullable(),
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

export const createUser = endpoint({
  id: "createUser",
  method: "POST",
  path: "/api/v1/users",
  summary: "Create a local user",
  needs: "users:write",
  body: z.object({ username, displayName: z.string().trim().max(256).default(""), password: newPassword, roles: z.array(role).min(1) }),
  reply: { status: 201, body: user },
  problems: ["conflict"],
});

export const updateUser = endpoint({
  id: "updateUser",
  method: "PATCH",
  path: "/api/v1/users/{id}",
  summary: "Change roles, name, password or disable; takes effect within ten seconds",
  needs: "users:write",
  params: z.object({ id: userId }),
  body: z
    .object({ displayName: z.string().trim().max(256), roles: z.array(role).min(1), password: newPassword, disabled: z.boolean() })
    .partial(),
  reply: { status: 200, body: user },
  problems: ["not-found", "last-administrator"],
});

export const listAudit = endpoint({
  id: "listAudit",
  method: "GET",
  path: "/api/v1/audit",
  summary: "What was done by whom, newest first",
  needs: "audit:read",
  query: z.object({
    limit: pageSize,
    cursor: cursor.optional(),
    action: z.string().max(64).optional(),
    actor: z.string().max(256).optional(),
  }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          at: instant,
          action: z.string(),
          actor: z.string(),
          target: z.string(),
          outcome: z.enum(["success", "failure"]),
          ip: z.string(),
          detail: z.record(z.string(), z.unknown()),
        }),
      ),
      nextCursor: z.string().nullable(),
    }),
  },
  problems: [],
});
