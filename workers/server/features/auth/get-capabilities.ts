import type { getCapabilities as endpoint } from "#schema/contract/auth";
import { findFirstAdminMark } from "#server/features/auth/users.store";
import type { Verb } from "#server/platform/call";

export const getCapabilities: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const { firstAdmin, localLogin } = deps.config;
  const mark = await findFirstAdminMark(deps.db.forTenant(ctx.tenant));
  return {
    localLogin,
    oidcLogin: false,
    resourceServer: false,
    issuesUserTokens: localLogin,
    setupNeeded: mark.length === 0 && firstAdmin === undefined,
    passwordManagement: localLogin,
    userCreation: localLogin,
    autoSignup: false,
    claimMapping: false,
    organization: null,
    oidcLabel: null,
  };
};
