import type { listUsers as endpoint } from "#schema/contract/users";
import { shown } from "#server/features/users/user";
import { findUsers } from "#server/features/users/users.store";
import type { Verb } from "#server/platform/call";

export const listUsers: Verb<typeof endpoint> = async (deps, { ctx }) => ({
  items: (await findUsers(deps.db.forTenant(ctx.tenant))).map(shown),
});
