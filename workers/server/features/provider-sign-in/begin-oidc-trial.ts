import type { beginOidcTrial as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { storedProvider } from "#server/features/oidc/index";
import { sendToProvider } from "#server/features/provider-sign-in/send-to-provider";
import type { Verb } from "#server/platform/call";

export const beginOidcTrial: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const stored = await storedProvider(deps);
  if (stored === undefined || stored.provider.clientId === "")
    throw new Problem("not-found", { detail: "There are no stored settings with which to sign in." });
  const { provider, revision } = stored;
  return sendToProvider(deps, ctx, { provider, purpose: { kind: "trial", actor: ctx.actor.subject, revision } });
};
