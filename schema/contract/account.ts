import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { instant } from "#schema/contract/fields";
import { signIn } from "#schema/contract/users";

const password = z.string().min(1).max(1_024);
/** Six digits of the app, or a recovery code. */
const code = z.string().trim().min(6).max(32);

/** Of a browser's session, or of a sign-in of the API. */
const signInId = z.string().regex(/^(ses|tkf)_[0-9a-f]{32}$/, "expected the id of a sign-in");

export const getAccount = endpoint({
  id: "getAccount",
  method: "GET",
  path: "/api/v1/account",
  summary: "How one's own account is secured",
  needs: "account",
  reply: {
    status: 200,
    body: z.object({
      /** Null when the identity provider keeps the password. */
      passwordChangedAt: instant.nullable(),
      secondFactor: z.object({ since: instant, recoveryCodesLeft: z.number().int() }).nullable(),
    }),
  },
  problems: [],
});

export const beginSecondFactor = endpoint({
  id: "beginSecondFactor",
  method: "POST",
  path: "/api/v1/account/second-factor",
  summary: "A new secret for an authenticator app; nothing changes until it is confirmed",
  needs: "account",
  body: z.object({ password }),
  reply: { status: 200, body: z.object({ secret: z.string(), uri: z.string() }) },
  problems: ["invalid-credentials", "rate-limited", "conflict"],
});

export const confirmSecondFactor = endpoint({
  id: "confirmSecondFactor",
  method: "POST",
  path: "/api/v1/account/second-factor/confirmation",
  summary: "Prove that the app has the secret: from now on signing in needs it. Returns the recovery codes, once",
  needs: "account",
  body: z.object({ code }),
  reply: { status: 200, body: z.object({ recoveryCodes: z.array(z.string()).length(10) }) },
  problems: ["invalid-credentials", "rate-limited", "conflict"],
});

export const removeSecondFactor = endpoint({
  id: "removeSecondFactor",
  method: "POST",
  path: "/api/v1/account/second-factor/removal",
  summary: "Sign in with the password alone again",
  needs: "account",
  body: z.object({ password, code }),
  reply: { status: 204 },
  problems: ["invalid-credentials", "rate-limited"],
});

export const renewRecoveryCodes = endpoint({
  id: "renewRecoveryCodes",
  method: "POST",
  path: "/api/v1/account/second-factor/recovery-codes",
  summary: "Ten new recovery codes; the old ones end",
  needs: "account",
  body: z.object({ password, code }),
  reply: { status: 200, body: z.object({ recoveryCodes: z.array(z.string()).length(10) }) },
  problems: ["invalid-credentials", "rate-limited"],
});

export const listOwnSessions = endpoint({
  id: "listOwnSessions",
  method: "GET",
  path: "/api/v1/account/sessions",
  summary: "Where one is signed in",
  needs: "account",
  reply: { status: 200, body: z.object({ items: z.array(signIn) }) },
  problems: [],
});

export const endOwnSession = endpoint({
  id: "endOwnSession",
  method: "DELETE",
  path: "/api/v1/account/sessions/{id}",
  summary: "Sign out one of one's own sessions",
  needs: "account",
  params: z.object({ id: signInId }),
  reply: { status: 204 },
  problems: ["not-found"],
});

export const endOtherSessions = endpoint({
  id: "endOtherSessions",
  method: "DELETE",
  path: "/api/v1/account/sessions",
  summary: "Sign out everywhere else",
  needs: "account",
  reply: { status: 204 },
  problems: [],
});
