import type { completeOidcLogin as endpoint } from "#schema/contract/oidc";
import { Problem } from "#schema/problems";
import { completeSignIn } from "#server/features/provider-sign-in/complete-sign-in";
import { completeTrial } from "#server/features/provider-sign-in/complete-trial";
import { takeLoginState } from "#server/features/provider-sign-in/login-state";
import { isFirstUse } from "#server/features/single-use/index";
import type { Verb } from "#server/platform/call";

/** A code without the state that this browser was given is somebody else's sign-in: refused before anybody is asked. */
export const completeOidcLogin: Verb<typeof endpoint> = async (deps, { query, ctx }) => {
  const login = await takeLoginState(deps, ctx);
  if (login === undefined || query.state !== login.secrets.state) {
    throw new Problem("sign-in-failed", { detail: "This sign-in was not begun here, or too long ago. Begin again at the sign-in page." });
  }
  if (!(await isFirstUse(deps, `sign-in ${login.secrets.state}`, login.expiresAtMs))) {
    throw new Problem("sign-in-failed", { detail: "This sign-in was completed already." });
  }
  const parameters = new URL(ctx.request.url).searchParams;
  const { secrets, purpose } = login;
  return purpose.kind === "trial"
    ? completeTrial(deps, ctx, { parameters, secrets, trial: purpose })
    : completeSignIn(deps, ctx, { parameters, secrets, returnTo: purpose.returnTo });
};
