import { and, eq, isNotNull, sql } from "drizzle-orm";
import { agentTokens } from "#schema/postgres/server/agents";
import type { Queries } from "#server/platform/database";

export interface NewToken {
  readonly agentId: string;
  readonly tokenHash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** The first token of a process; those of the processes before it end. */
export function replaceTokens(db: Queries, token: NewToken) {
  return [
    db.delete(agentTokens).where(and(eq(agentTokens.tenantId, db.tenant), eq(agentTokens.agentId, token.agentId))),
    db.insert(agentTokens).values({ tenantId: db.tenant, ...token }),
  ] as const;
}

/**
 * Marks a good token used and stores its successor, in one statement: of two callers with the same token one gets the agent's id, the
 * other nothing.
 */
export function rotateToken(db: Queries, usedHash: string, next: NewToken) {
  const at = sql.param(next.createdAt, agentTokens.createdAt);
  const until = sql.param(next.expiresAt, agentTokens.expiresAt);
  return db.execute<{ agent_id: string }>(sql`
    with used as (
      update agent_tokens t set used_at = ${at}
      from agents a
      where t.tenant_id = ${db.tenant} and t.token_hash = ${usedHash} and t.agent_id = ${next.agentId}
        and t.used_at is null and t.expires_at > ${at}
        and a.tenant_id = t.tenant_id and a.id = t.agent_id and a.revoked_at is null
      returning t.agent_id
    )
    insert into agent_tokens (tenant_id, token_hash, agent_id, created_at, expires_at)
    select ${db.tenant}, ${next.tokenHash}, agent_id, ${at}, ${until} from used
    returning agent_id
  `);
}

/** Ends every token of an agent when one of them that was used already is shown again: somebody has copied it. */
export function endTokensIfReused(db: Queries, agentId: string, tokenHash: string) {
  const reused = db
    .select({ agentId: agentTokens.agentId })
    .from(agentTokens)
    .where(and(eq(agentTokens.tenantId, db.tenant), eq(agentTokens.tokenHash, tokenHash), isNotNull(agentTokens.usedAt)));
  return db
    .delete(agentTokens)
    .where(and(eq(agentTokens.tenantId, db.tenant), eq(agentTokens.agentId, agentId), sql`${agentTokens.agentId} in ${reused}`))
    .returning({ agentId: agentTokens.agentId });
}
