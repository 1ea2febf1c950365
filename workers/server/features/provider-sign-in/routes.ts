import * as contract from "#schema/contract/oidc";
import { backchannelLogout } from "#server/features/provider-sign-in/backchannel-logout";
import { beginOidcLogin } from "#server/features/provider-sign-in/begin-oidc-login";
import { beginOidcTrial } from "#server/features/provider-sign-in/begin-oidc-trial";
import { completeOidcLogin } from "#server/features/provider-sign-in/complete-oidc-login";
import type { Kernel } from "#server/platform/serve";
import { serve } from "#server/platform/serve";

export function providerSignInRoutes(kernel: Kernel): void {
  serve(kernel, contract.beginOidcLogin, beginOidcLogin);
  serve(kernel, contract.beginOidcTrial, beginOidcTrial);
  serve(kernel, contract.completeOidcLogin, completeOidcLogin);
  serve(kernel, contract.backchannelLogout, backchannelLogout);
}
