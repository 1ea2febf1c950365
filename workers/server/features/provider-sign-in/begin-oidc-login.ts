import type { beginOidcLogin as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { currentProvider } from "#server/features/oidc/index";
import { signInPage } from "#server/features/provider-sign-in/complete-sign-in";
import { safeReturnTo } from "#server/features/provider-sign-in/return-to";
import { sendToProvider } from "#server/features/provider-sign-in/send-to-provider";
import type { Verb } from "#server/platform/call";

export const beginOidcLogin: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const provider = await currentProvider(deps);
  if (provider === undefined || provider.clientId === "")
    throw new Problem("not-found", { detail: "Nobody signs in through an identity provider here." });
  const returnTo = safeReturnTo(query.returnTo);
  try {
    return await sendToProvider(deps, ctx, { provider, purpose: { kind: "sign-in", returnTo } });
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== "provider-unreachable") throw thrown;
    return signInPage("unreachable", returnTo);
  }
};
