import type { deleteUpload as endpoint } from "#schema/contract/artifacts";
import { requireUpload } from "#server/features/artifacts/require-artifact";
import { removeUpload } from "#server/features/artifacts/uploads.store";
import type { Verb } from "#server/platform/call";

export const deleteUpload: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  await requireUpload(db, params.id, deps.clock.now());
  await removeUpload(db, params.id);
  return undefined;
};
