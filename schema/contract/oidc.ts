import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { instant, roleId } from "#schema/contract/fields";

const httpUrl = z.url({ protocol: /^https?$/ }).max(2_048);
const algorithm = z.enum(["ES256", "ES384", "ES512", "RS256", "PS256", "EdDSA"]);

/** What an administrator sets. */
export const provider = z.object({
  /** The issuer's public address, exactly as it stands in its tokens. */
  issuer: httpUrl,
  clientId: z.string().trim().max(256).meta({ description: "Empty: no sign-in through the provider, its tokens are accepted only" }),
  /** Audience of access tokens, the API's resource indicator; empty is not checked. */
  audience: z.string().trim().max(512).default(""),
  /** When set, a token's `organization_id` must be this. */
  organizationId: z.string().trim().max(256).default(""),
  /** Asked for besides `openid profile email`. */
  scopes: z.array(z.string().trim().min(1).max(128)).max(32).default([]),
  /** Claim whose values are names of roles. */
  rolesClaim: z.string().trim().max(256).default("roles"),
  /** Whether people who sign in for the first time get an account. */
  autoSignup: z.boolean().default(true),
  /** For somebody whom no rule gives anything; null: nothing. */
  defaultRole: roleId.nullable().default("VIEWER"),
  /** Tokens of type `JWT` or none; needed for providers that do not write `at+jwt`. Only with an audience. */
  acceptUntypedTokens: z.boolean().default(false),
  /** On the button of the sign-in page. */
  label: z.string().trim().max(64).default("Single sign-on"),
});

/** Claims as a provider sent them. */
export const claims = z.record(z.string(), z.unknown());

/** What rules make of claims. */
export const mapped = z.object({ roles: z.array(z.string()), groups: z.array(z.string()) });

const trial = z.object({ at: instant, ok: z.boolean(), error: z.string(), claims, result: mapped });

const configured = z.object({
  /** `environment`: set by the server's configuration, not to be changed here. */
  source: z.enum(["none", "environment", "stored"]),
  enabled: z.boolean(),
  provider: provider.nullable(),
  clientSecretSet: z.boolean(),
  /** To be copied to the provider. */
  redirectUri: z.string(),
  postLogoutRedirectUri: z.string(),
  backchannelLogoutUri: z.string(),
  /** Whether this very configuration has signed somebody in on trial; enabling needs it. */
  trial: trial.nullable(),
});

export const getOidc = endpoint({
  id: "getOidc",
  method: "GET",
  path: "/api/v1/oidc",
  summary: "The identity provider, without its secret",
  needs: "oidc:read",
  reply: { status: 200, body: configured },
  problems: [],
});

export const discoverProvider = endpoint({
  id: "discoverProvider",
  method: "POST",
  path: "/api/v1/oidc/discovery",
  summary: "Read a provider's metadata and keys, and say what fits and what does not",
  needs: "oidc:write",
  body: z.object({ issuer: httpUrl }),
  reply: {
    status: 200,
    body: z.object({
      checks: z.array(
        z.object({
          name: z.enum([
            "metadata",
            "issuer",
            "keys",
            "algorithms",
            "authorization-code",
            "pkce",
            "refresh-tokens",
            "logout",
            "back-channel-logout",
          ]),
          outcome: z.enum(["ok", "warning", "failed"]),
          detail: z.string(),
        }),
      ),
      algorithms: z.array(algorithm),
      scopes: z.array(z.string()),
      claims: z.array(z.string()),
    }),
  },
  problems: ["provider-unreachable"],
});

export const saveOidc = endpoint({
  id: "saveOidc",
  method: "PUT",
  path: "/api/v1/oidc",
  summary: "Store a provider; a change switches it off until a trial sign-in has gone well",
  needs: "oidc:write",
  body: provider.extend({ clientSecret: z.string().max(1_024).optional().meta({ description: "Left out: the stored one stays" }) }),
  reply: { status: 200, body: configured },
  problems: ["managed-elsewhere", "provider-unreachable", "not-grantable", "last-administrator"],
});

export const enableOidc = endpoint({
  id: "enableOidc",
  method: "POST",
  path: "/api/v1/oidc/enablement",
  summary: "Switch the stored provider on or off",
  needs: "oidc:write",
  body: z.object({ enabled: z.boolean() }),
  reply: { status: 200, body: configured },
  problems: ["managed-elsewhere", "conflict", "not-found", "last-administrator"],
});

export const deleteOidc = endpoint({
  id: "deleteOidc",
  method: "DELETE",
  path: "/api/v1/oidc",
  summary: "Forget the provider; people who came from it keep their accounts and cannot sign in",
  needs: "oidc:write",
  reply: { status: 204 },
  problems: ["managed-elsewhere", "not-found", "last-administrator"],
});

/** A path of this site: begins with one `/`; anything else is taken for `/`. */
const returnTo = z.string().max(2_048).optional();

export const beginOidcLogin = endpoint({
  id: "beginOidcLogin",
  method: "GET",
  path: "/api/v1/auth/oidc/login",
  summary: "Send the browser to the identity provider",
  needs: "public",
  query: z.object({ returnTo }),
  reply: { status: 302, redirect: true },
  problems: ["not-found"],
});

export const beginOidcTrial = endpoint({
  id: "beginOidcTrial",
  method: "GET",
  path: "/api/v1/oidc/trial",
  summary: "Sign in at the stored provider without signing in here: shows the claims and what the rules make of them",
  needs: "oidc:write",
  reply: { status: 302, redirect: true },
  problems: ["not-found", "provider-unreachable"],
});

export const completeOidcLogin = endpoint({
  id: "completeOidcLogin",
  method: "GET",
  path: "/api/v1/auth/oidc/callback",
  summary: "Where the provider sends the browser back to; a refusal ends on the sign-in page with its reason",
  needs: "public",
  query: z.looseObject({ state: z.string().max(512).optional() }),
  reply: { status: 302, redirect: true },
  problems: ["sign-in-failed"],
});

export const backchannelLogout = endpoint({
  id: "backchannelLogout",
  method: "POST",
  path: "/api/v1/auth/oidc/backchannel-logout",
  summary: "The provider says that a session of its has ended (OpenID Connect Back-Channel Logout 1.0)",
  needs: "public",
  body: { raw: ["application/x-www-form-urlencoded"] },
  reply: { status: 204 },
  problems: ["malformed-body", "rate-limited"],
});
