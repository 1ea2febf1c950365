import { abandonedBatch } from "#server/features/agents/abandoned-batch";
import { encodeBlock } from "#server/ingest/native/block";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import type { Context } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import type { AbandonedExchange } from "#server/platform/hubs";

/** Stores exchanges that ended with their process. Storing them again replaces them. */
export async function storeAbandoned(deps: Deps, ctx: Context, exchanges: readonly AbandonedExchange[]): Promise<void> {
  const store = deps.clickhouse.forTenant(deps.tenant, { op: "agents.abandon", signal: ctx.request.signal });
  for (const [first, ...rest] of Map.groupBy(exchanges, (exchange) => exchange.agentId).values()) {
    if (first === undefined) continue;
    const text = abandonedBatch([first, ...rest]);
    const settings = { tenant: deps.tenant, window: timeWindow(deps.clock.now()) };
    const { executions, words } = decodeBatch(new TextEncoder().encode(text), settings);
    const deduplicationToken = `${deps.tenant}:abandoned:${[first, ...rest].map((exchange) => exchange.executionId).join(",")}`;
    await store.insert({ table: "executions", rows: executions.rows, native: encodeBlock(executions, words), deduplicationToken });
  }
}
