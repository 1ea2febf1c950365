import type { getBootstrapToken as endpoint } from "#schema/contract/onboarding";
import type { Verb } from "#server/platform/call";

export const getBootstrapToken: Verb<typeof endpoint> = async (deps) => ({ token: deps.config.bootstrapToken.reveal() });
