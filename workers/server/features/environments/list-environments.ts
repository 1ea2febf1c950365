import type { listEnvironments as endpoint } from "#schema/contract/environments";
import { shownEnvironment } from "#server/features/environments/environment";
import { findEnvironments } from "#server/features/environments/environments.store";
import type { Verb } from "#server/platform/call";

export const listEnvironments: Verb<typeof endpoint> = async (deps, { ctx }) => ({
  items: (await findEnvironments(deps.db.forTenant(ctx.tenant))).map(shownEnvironment),
});
