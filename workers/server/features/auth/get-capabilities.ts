import type { getCapabilities as endpoint } from "#schema/contract/auth";
import { findFirstAdminMark } from "#server/features/auth/users.store";
import { currentProvider } from "#server/features/oidc/index";
import type { Verb } from "#server/platform/call";

/** Inferred from how the server is set up; there is no switch for it. */
export const getCapabilities: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const { firstAdmin, localLogin } = deps.config;
  const mark = await findFirstAdminMark(deps.db.forTenant(ctx.tenant));
  const provider = await currentProvider(deps);
  const oidcLogin = provider !== undefined && provider.clientId !== "";
  return {
    localLogin,
    oidcLogin,
    resourceServer: provider !== undefined,
    issuesUserTokens: localLogin,
    setupNeeded: localLogin && mark.length === 0 && firstAdmin === undefined,
    passwordManagement: localLogin,
    userCreation: localLogin,
    autoSignup: oidcLogin && localLogin && provider.autoSignup,
    claimMapping: provider !== undefined,
    organization: provider === undefined || provider.organizationId === "" ? null : provider.organizationId,
    oidcLabel: oidcLogin ? provider.label : null,
  };
};
