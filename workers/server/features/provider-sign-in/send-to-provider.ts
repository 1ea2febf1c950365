import { Problem } from "#schema/problems";
import type { Provider } from "#server/features/oidc/index";
import { addressesOf, authorizationRequest } from "#server/features/oidc/index";
import type { Purpose } from "#server/features/provider-sign-in/login-state";
import { stateHoldsMs, writeLoginState } from "#server/features/provider-sign-in/login-state";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { IssuerUnreachable } from "#server/platform/issuers";

/** The address where somebody signs in at the provider. Throws `provider-unreachable`. */
export async function sendToProvider(
  deps: Deps,
  ctx: Context,
  { provider, purpose }: { provider: Provider; purpose: Purpose },
): Promise<string> {
  try {
    const { url, secrets } = await authorizationRequest(deps, provider, addressesOf(deps.config, ctx.request).redirectUri);
    await writeLoginState(deps, ctx, { secrets, purpose, expiresAtMs: deps.clock.now() + stateHoldsMs });
    return url;
  } catch (thrown) {
    if (!(thrown instanceof IssuerUnreachable)) throw thrown;
    throw new Problem("provider-unreachable", { detail: "The identity provider does not answer; try again shortly.", cause: thrown });
  }
}
