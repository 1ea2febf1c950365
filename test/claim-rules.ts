import type { Input } from "#schema/contract/call";
import type { createClaimMapping } from "#schema/contract/claim-mappings";
import { userGroups } from "#schema/postgres/server/groups";
import { identities } from "#schema/postgres/server/identities";
import { userRoles } from "#schema/postgres/server/users";
import { storeUser } from "#test/world-people";
import type { World } from "#test/world";

export type Draft = Input<typeof createClaimMapping>["body"];

/** `claim match value → ROLE` or `… → group NAME`. */
export function draft(text: string, more: Partial<Draft> = {}): Draft {
  const [, claim = "", match = "", value = "", group, target = ""] = /^(\S+) (\S+) (.+) → (group )?(.+)$/.exec(text) ?? [];
  return { claim, match: match as Draft["match"], value, action: group === undefined ? "assignRole" : "addToGroup", target, ...more };
}

interface Newcomer {
  readonly username: string;
  readonly claims: Record<string, unknown>;
  /** Given directly. */
  readonly roles?: readonly string[];
}

/** Somebody with an account who signed in through the identity provider just now. */
export async function cameWith(world: World, { username, claims, roles = [] }: Newcomer): Promise<string> {
  const { deps } = world;
  const userId = await storeUser(deps, { username, roles });
  const at = deps.clock.now();
  const who = { tenantId: deps.tenant, id: deps.newId("identity"), userId, issuer: "https://idp.example", subject: username, username };
  await deps.db
    .forTenant(deps.tenant)
    .insert(identities)
    .values({ ...who, displayName: "", email: "", firstSeenAt: at, lastSeenAt: at, claims });
  return userId;
}

/** What a rule gave at a sign-in. */
export async function given({ deps }: World, rule: { readonly id: string; readonly targetId: string }, userId: string): Promise<void> {
  const db = deps.db.forTenant(deps.tenant);
  const held = { tenantId: deps.tenant, userId, origin: "managed" as const, ruleId: rule.id };
  if (rule.targetId.startsWith("grp_")) await db.insert(userGroups).values({ ...held, groupId: rule.targetId });
  else await db.insert(userRoles).values({ ...held, role: rule.targetId });
}
