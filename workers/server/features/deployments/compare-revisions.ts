import type { compareRevisions as endpoint } from "#schema/contract/revisions";
import { requireRevision } from "#server/features/deployments/require-deployment";
import { diffOf } from "#server/features/deployments/revision-diff";
import { findRevisions } from "#server/features/deployments/revisions.store";
import { contentOf, shownRevision } from "#server/features/deployments/shown";
import type { Verb } from "#server/platform/call";

export const compareRevisions: Verb<typeof endpoint> = async (deps, { params, query, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const to = await requireRevision(db, params.id);
  const { appId, environmentId, number } = to.revision;
  const [before] = query.with === undefined ? await findRevisions(db, { appId, environmentId }, { limit: 1, before: number }) : [];
  const from = query.with === undefined ? before : await requireRevision(db, query.with);
  return {
    from: from === undefined ? null : shownRevision(from),
    to: shownRevision(to),
    diff: diffOf(from === undefined ? undefined : contentOf(from), contentOf(to)),
  };
};
