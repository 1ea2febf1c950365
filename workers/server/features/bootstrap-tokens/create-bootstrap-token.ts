import type { createBootstrapToken as endpoint } from "#schema/contract/bootstrap-tokens";
import { Problem } from "#schema/problems";
import { nameKey } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { shown, shownLength, tokenPrefix } from "#server/features/bootstrap-tokens/bootstrap-token";
import { findNamed, insertToken } from "#server/features/bootstrap-tokens/bootstrap-tokens.store";
import type { Verb } from "#server/platform/call";
import { newCheckedToken } from "#server/platform/checked-token";
import { hashOfToken } from "#server/platform/opaque-token";

const dayMs = 86_400_000;

export const createBootstrapToken: Verb<typeof endpoint> = async (deps, { body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const at = deps.clock.now();
  const { name, environment, expiresInDays } = body;
  const token = newCheckedToken(tokenPrefix);
  const row = {
    id: deps.newId("bootstrapToken"),
    name,
    nameKey: nameKey(name),
    prefix: token.slice(0, shownLength),
    tokenHash: await hashOfToken(token),
    environment,
    createdBy: ctx.actor.subject,
    createdAt: at,
    expiresAt: expiresInDays === null ? null : at + expiresInDays * dayMs,
  };
  const [taken] = await findNamed(db, { nameKey: row.nameKey, at });
  if (taken !== undefined) {
    throw new Problem("conflict", { detail: "A living token has this name.", errors: [{ pointer: "/body/name", detail: "Taken" }] });
  }
  const after = { name, environment, expiresInDays };
  const fact = { action: "bootstrap-token.create", target: row.id, outcome: "success", detail: { after } } as const;
  await db.batch([insertToken(db, row), auditRow(db, { deps, ctx }, fact)]);
  return { ...shown({ ...row, tenantId: ctx.tenant, lastUsedAt: null, revokedAt: null }, at), token };
};
