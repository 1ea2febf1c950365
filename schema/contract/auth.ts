import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { name, permission } from "#schema/contract/fields";

const username = z.string().trim().min(1).max(128);
const password = z.string().min(1).max(1_024);
export const newPassword = z
  .string()
  .min(10)
  .max(1_024)
  .meta({ description: "At least 10 characters, none of the passwords that everybody tries first" });
/** Of the authenticator app, or a recovery code; needed once the account has a second factor. */
const code = z.string().trim().max(32).optional();

export const person = z.object({
  /** A user's id; of an API key or an external token that has no account, its subject. */
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  roles: z.array(name),
  permissions: z.array(permission),
});

const tokens = z.object({
  accessToken: z.string(),
  tokenType: z.literal("Bearer"),
  /** Seconds. */
  expiresIn: z.number().int(),
  refreshToken: z.string(),
  refreshExpiresIn: z.number().int(),
  user: person,
});

const session = z.object({ user: person, csrfToken: z.string() });

export const getCapabilities = endpoint({
  id: "getCapabilities",
  method: "GET",
  path: "/api/v1/auth/capabilities",
  summary: "Which ways to sign in this server offers, and whether it still needs its first administrator",
  needs: "public",
  reply: {
    status: 200,
    body: z.object({
      localLogin: z.boolean(),
      oidcLogin: z.boolean(),
      resourceServer: z.boolean(),
      issuesUserTokens: z.boolean(),
      setupNeeded: z.boolean(),
      /** Whether this server keeps passwords and makes accounts. */
      passwordManagement: z.boolean(),
      userCreation: z.boolean(),
      autoSignup: z.boolean(),
      claimMapping: z.boolean(),
      /** The organization that external tokens must be bound to. */
      organization: z.string().nullable(),
      /** The text of the button that begins the sign-in at the identity provider. */
      oidcLabel: z.string().nullable(),
    }),
  },
  problems: [],
});

export const setUp = endpoint({
  id: "setUp",
  method: "POST",
  path: "/api/v1/setup",
  summary: "Create the first administrator with the one-time set-up token; signs in",
  needs: "public",
  body: z.object({ token: z.string().min(1).max(256), username, password: newPassword }),
  reply: { status: 201, body: session },
  problems: ["already-set-up", "invalid-credentials", "rate-limited", "local-login-disabled"],
});

export const logIn = endpoint({
  id: "logIn",
  method: "POST",
  path: "/api/v1/auth/login",
  summary: "Exchange username and password for an access and a refresh token (API and CLI)",
  needs: "public",
  body: z.object({ username, password, code }),
  reply: { status: 200, body: tokens },
  problems: ["invalid-credentials", "second-factor-needed", "rate-limited", "local-login-disabled"],
});

export const refreshTokens = endpoint({
  id: "refreshTokens",
  method: "POST",
  path: "/api/v1/auth/refresh",
  summary: "Exchange a refresh token for new tokens; using one twice revokes its whole family",
  needs: "public",
  body: z.object({ refreshToken: z.string().min(1).max(512) }),
  reply: { status: 200, body: tokens },
  problems: ["invalid-credentials", "rate-limited"],
});

export const logOut = endpoint({
  id: "logOut",
  method: "POST",
  path: "/api/v1/auth/logout",
  summary: "Revoke a refresh token and its family",
  needs: "public",
  body: z.object({ refreshToken: z.string().min(1).max(512) }),
  reply: { status: 204 },
  problems: [],
});

export const openSession = endpoint({
  id: "openSession",
  method: "POST",
  path: "/api/v1/auth/session",
  summary: "Sign in a browser: sets the session cookie",
  needs: "public",
  body: z.object({ username, password, code }),
  reply: { status: 201, body: session },
  problems: ["invalid-credentials", "second-factor-needed", "rate-limited", "local-login-disabled", "csrf-rejected"],
});

export const getSession = endpoint({
  id: "getSession",
  method: "GET",
  path: "/api/v1/auth/session",
  summary: "Who is signed in, and the token that every changing request of this browser must carry in `x-csrf-token`",
  needs: "user",
  reply: { status: 200, body: session },
  problems: [],
});

export const closeSession = endpoint({
  id: "closeSession",
  method: "DELETE",
  path: "/api/v1/auth/session",
  summary: "Sign this browser out; names the address at which the identity provider's session ends, when there is one",
  needs: "account",
  reply: { status: 200, body: z.object({ endSessionUrl: z.string().nullable() }) },
  problems: [],
});

export const changePassword = endpoint({
  id: "changePassword",
  method: "POST",
  path: "/api/v1/auth/password",
  summary: "Change one's own password; every other session ends",
  needs: "account",
  body: z.object({ current: password, next: newPassword }),
  reply: { status: 204 },
  problems: ["invalid-credentials", "rate-limited"],
});

export const issueTokens = endpoint({
  id: "issueTokens",
  method: "POST",
  path: "/api/v1/auth/tokens",
  summary:
    "An access and a refresh token for the person who is signed in: how somebody who signs in through an identity provider uses the CLI",
  needs: "account",
  body: z.object({}),
  reply: { status: 201, body: tokens },
  problems: ["managed-elsewhere", "conflict"],
});
