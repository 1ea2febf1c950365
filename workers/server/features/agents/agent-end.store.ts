import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { agents, agentTokens } from "#schema/postgres/server/agents";
import type { Queries } from "#server/platform/database";

/** A new agent may have its installation: the key is given up. */
const ended = (at: number) => ({ revokedAt: at, goneAt: at, installation: sql`'revoked ' || ${agents.id}` });

/** Ends an agent and its tokens. */
export function endAgent(db: Queries, { agentId, at }: { readonly agentId: string; readonly at: number }) {
  return [
    db
      .update(agents)
      .set(ended(at))
      .where(and(eq(agents.tenantId, db.tenant), eq(agents.id, agentId), isNull(agents.revokedAt))),
    db.delete(agentTokens).where(and(eq(agentTokens.tenantId, db.tenant), eq(agentTokens.agentId, agentId))),
  ] as const;
}

/** Ends all agents that signed up with a token; returns the ids of all that were ever ended so. */
export async function endAgentsOf(db: Queries, end: { readonly bootstrapTokenId: string; readonly at: number }): Promise<string[]> {
  const theirs = and(eq(agents.tenantId, db.tenant), eq(agents.bootstrapTokenId, end.bootstrapTokenId));
  await db
    .update(agents)
    .set(ended(end.at))
    .where(and(theirs, isNull(agents.revokedAt)));
  const rows = await db.select({ id: agents.id }).from(agents).where(theirs);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await db.delete(agentTokens).where(and(eq(agentTokens.tenantId, db.tenant), inArray(agentTokens.agentId, ids)));
  return ids;
}
