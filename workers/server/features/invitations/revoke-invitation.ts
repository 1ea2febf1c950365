import type { revokeInvitation as endpoint } from "#schema/contract/invitations";
import { Problem } from "#schema/problems";
import { auditRow } from "#server/features/audit/index";
import { findLink, revokeLink } from "#server/features/invitations/links.store";
import type { Verb } from "#server/platform/call";

export const revokeInvitation: Verb<typeof endpoint> = async (deps, { params, ctx }) => {
  await deps.db.forTenant(ctx.tenant).transaction(async (tx) => {
    const [link] = await findLink(tx, params.id);
    if (link === undefined) throw new Problem("not-found");
    const revoked = await revokeLink(tx, { id: link.id, at: deps.clock.now() });
    if (revoked.length === 0) throw new Problem("conflict", { detail: "This link is not open any more." });
    const fact = { action: `${link.kind}.revoke`, target: link.id, outcome: "success", detail: { recipient: link.recipient } } as const;
    await auditRow(tx, { deps, ctx }, fact);
  });
};
