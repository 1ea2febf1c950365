import { z } from "zod";
import { newPassword } from "#schema/contract/auth";
import { endpoint } from "#schema/contract/endpoint";
import { groupId, instant, roleId, userId } from "#schema/contract/fields";
import { idPattern } from "#schema/ids";

const linkId = z.string().regex(idPattern("link"));

/** A link that is good once: to make an account, or to set a new password. Its secret stands behind `#`, which browsers keep to themselves. */
export const link = z.object({
  id: linkId,
  kind: z.enum(["invitation", "password-reset"]),
  /** For whom, in the inviter's words; the username for a reset. */
  recipient: z.string(),
  roles: z.array(z.string()),
  groups: z.array(z.string()),
  createdBy: z.string(),
  createdAt: instant,
  expiresAt: instant,
  state: z.enum(["open", "used", "revoked", "expired"]),
});

const newLink = link.extend({ url: z.string().meta({ description: "Shown once" }) });
const secret = z.string().min(1).max(256);
const validDays = z.number().int().min(1).max(30).default(7);

export const listInvitations = endpoint({
  id: "listInvitations",
  method: "GET",
  path: "/api/v1/invitations",
  summary: "Invitations and password resets of the last 90 days, newest first",
  needs: "users:read",
  reply: { status: 200, body: z.object({ items: z.array(link) }) },
  problems: [],
});

export const createInvitation = endpoint({
  id: "createInvitation",
  method: "POST",
  path: "/api/v1/invitations",
  summary: "A link with which somebody makes their own account",
  needs: "users:write",
  body: z.object({
    recipient: z.string().trim().min(1).max(256),
    roles: z.array(roleId).max(100).default([]),
    groups: z.array(groupId).max(100).default([]),
    validDays,
  }),
  reply: { status: 201, body: newLink },
  problems: ["not-grantable", "local-login-disabled", "limit-reached"],
});

export const revokeInvitation = endpoint({
  id: "revokeInvitation",
  method: "DELETE",
  path: "/api/v1/invitations/{id}",
  summary: "End a link before it is used",
  needs: "users:write",
  params: z.object({ id: linkId }),
  reply: { status: 204 },
  problems: ["not-found", "conflict"],
});

export const createPasswordReset = endpoint({
  id: "createPasswordReset",
  method: "POST",
  path: "/api/v1/users/{id}/password-reset",
  summary: "A link with which a local user sets a new password; good for a day",
  needs: "users:write",
  params: z.object({ id: userId }),
  body: z.object({}),
  reply: { status: 201, body: newLink },
  problems: ["not-found", "not-grantable", "conflict", "local-login-disabled"],
});

export const openLink = endpoint({
  id: "openLink",
  method: "POST",
  path: "/api/v1/links/open",
  summary: "What a link is for",
  needs: "public",
  body: z.object({ secret }),
  reply: {
    status: 200,
    body: z.object({ kind: link.shape.kind, recipient: z.string(), createdBy: z.string(), expiresAt: instant }),
  },
  problems: ["not-found", "rate-limited", "local-login-disabled"],
});

export const acceptInvitation = endpoint({
  id: "acceptInvitation",
  method: "POST",
  path: "/api/v1/links/accept-invitation",
  summary: "Make the account that a link invites to",
  needs: "public",
  body: z.object({
    secret,
    username: z
      .string()
      .trim()
      .min(1)
      .max(128)
      .regex(/^[^\s\p{Cc}]+$/u),
    displayName: z.string().trim().max(256).default(""),
    password: newPassword,
  }),
  reply: { status: 201, body: z.object({ username: z.string() }) },
  problems: ["not-found", "conflict", "rate-limited", "local-login-disabled", "limit-reached"],
});

export const resetPassword = endpoint({
  id: "resetPassword",
  method: "POST",
  path: "/api/v1/links/reset-password",
  summary: "Set the password that a link is for; every session ends",
  needs: "public",
  body: z.object({ secret, password: newPassword }),
  reply: { status: 200, body: z.object({ username: z.string() }) },
  problems: ["not-found", "rate-limited", "local-login-disabled"],
});
