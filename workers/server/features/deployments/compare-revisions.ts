import type { compareRevisions as endpoint } from "#schema/contract/revisions";
import { requireRevision } from "#server/features/deployments/require-deployment";
import { diffOf } from "#server/features/deployments/revision-diff";
import { contentOf, shownRevision } from "#server/features/deployments/shown";
import type { Verb } from "#server/platform/call";

export const compareRevisions: Verb<typeof endpoint> = async (deps, { params, query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const [from, to] = [await requireRevision(db, query.with), await requireRevision(db, params.id)];
  return { from: shownRevision(from), to: shownRevision(to), diff: diffOf(contentOf(from), contentOf(to)) };
};
