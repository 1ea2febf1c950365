import type { getUpload as endpoint } from "#schema/contract/artifacts";
import { shownUpload } from "#server/features/artifacts/artifact";
import { requireUpload } from "#server/features/artifacts/require-artifact";
import { findUploadParts } from "#server/features/artifacts/parts.store";
import type { Verb } from "#server/platform/call";

export const getUpload: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  return shownUpload(await requireUpload(db, params.id, deps.clock.now()), await findUploadParts(db, params.id));
};
