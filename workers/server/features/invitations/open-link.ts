import type { openLink as endpoint } from "#schema/contract/invitations";
import { guessLink } from "#server/features/invitations/guess-link";
import type { Verb } from "#server/platform/call";
import { isoOf } from "#server/platform/clock";

export const openLink: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const { link, forgive } = await guessLink(deps, ctx, { secret: body.secret, action: "link.open" });
  const db = deps.db.forTenant(ctx.tenant);
  await db.batch(forgive(db));
  const { kind, recipient, createdBy, expiresAt } = link;
  return { kind, recipient, createdBy, expiresAt: isoOf(expiresAt) };
};
