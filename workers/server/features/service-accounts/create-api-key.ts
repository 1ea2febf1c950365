import type { createApiKey as endpoint } from "#schema/contract/service-accounts";
import { Problem } from "#schema/problems";
import { requirePermissions } from "#server/features/access/index";
import { auditRow } from "#server/features/audit/index";
import { newApiKey, shownPrefix } from "#server/features/service-accounts/api-key";
import { shownKey } from "#server/features/service-accounts/service-account-view";
import { findAccount, insertKey } from "#server/features/service-accounts/service-accounts.store";
import type { Verb } from "#server/platform/call";
import { hashOfToken } from "#server/platform/opaque-token";

const dayMs = 86_400_000;

export const createApiKey: Verb<typeof endpoint> = async (deps, { params, body, ctx }) => {
  const db = deps.db.forTenant(ctx.tenant);
  const [account] = await findAccount(db, params.id);
  if (account === undefined) throw new Problem("not-found");
  const permissions = [...new Set(body.permissions)].toSorted();
  requirePermissions(ctx.actor, permissions);
  const key = newApiKey();
  const createdAt = deps.clock.now();
  const stored = {
    id: deps.newId("apiKey"),
    name: body.name,
    prefix: shownPrefix(key),
    permissions,
    createdBy: ctx.actor.subject,
    createdAt,
    expiresAt: body.expiresInDays === null ? null : createdAt + body.expiresInDays * dayMs,
  };
  const { name, expiresInDays } = body;
  const detail = { serviceAccount: account.name, after: { name, permissions, expiresInDays } };
  await db.batch([
    insertKey(db, { ...stored, serviceAccountId: account.id, keyHash: await hashOfToken(key) }),
    auditRow(db, { deps, ctx }, { action: "api-key.create", target: stored.id, outcome: "success", detail }),
  ]);
  return { ...shownKey({ ...stored, lastUsedAt: null, revokedAt: null }, createdAt), key };
};
