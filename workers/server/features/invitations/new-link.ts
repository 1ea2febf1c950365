import type { NewLink } from "#server/features/invitations/links.store";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { hashOfToken, newOpaqueToken } from "#server/platform/opaque-token";

export type LinkWish = Pick<NewLink, "kind" | "recipient" | "userId" | "roles" | "groups"> & { readonly lifeMs: number };

/** A link to store, and its address. The secret stands behind `#`: browsers send that to nobody, and no log has it. */
export async function newLink(deps: Deps, ctx: Context, { lifeMs, ...wish }: LinkWish): Promise<{ link: NewLink; url: string }> {
  const secret = newOpaqueToken("cml_l_");
  const createdAt = deps.clock.now();
  const stored = { id: deps.newId("link"), createdBy: ctx.actor.subject, createdAt, expiresAt: createdAt + lifeMs };
  const site = deps.config.publicUrl ?? new URL(ctx.request.url).origin;
  return { link: { ...wish, ...stored, secretHash: await hashOfToken(secret) }, url: `${site}/invite#${secret}` };
}
