import { standingNow } from "#server/features/license/index";
import type { Aging } from "#server/features/retention/aging";
import { aging } from "#server/features/retention/aging";
import type { TenantClickHouse } from "#server/platform/clickhouse";
import type { Sql } from "#server/platform/clickhouse-sql";
import { instant, sql } from "#server/platform/clickhouse-sql";
import type { Deps } from "#server/platform/deps";
import { z } from "zod";

const dayMs = 86_400_000;
const withinMs = 300_000;

/**
 * Removes what is older than the license keeps; returns from which tables. A table forgets by itself after its own time, so there is
 * something to do only where the license keeps less than that.
 */
export async function removeOldTelemetry(deps: Deps): Promise<{ readonly tables: readonly string[] }> {
  const { retentionDays } = (await standingNow(deps)).limits;
  if (retentionDays === null) return { tables: [] };
  const store = deps.clickhouse.forTenant(deps.tenant, { op: "removeOldTelemetry", signal: AbortSignal.timeout(withinMs) });
  const before = instant((deps.clock.now() - retentionDays * dayMs) * 1_000);
  const tables: string[] = [];
  for (const one of aging.filter(({ keptDays }) => retentionDays < keptDays)) {
    if (await removeFrom(store, one, before)) tables.push(one.table);
  }
  return { tables };
}

/** Looks first: a deletion rewrites parts, even when it finds nothing. */
async function removeFrom(store: TenantClickHouse, { table, rowsBy }: Aging, before: Sql): Promise<boolean> {
  const row = z.object({ found: z.number() });
  const older = await store.read({ name: `old-${table}`, row, sql: sql`SELECT 1 AS found ${rowsBy} < ${before} LIMIT 1` });
  if (older.length === 0) return false;
  await store.remove({ name: `remove-${table}`, sql: sql`DELETE ${rowsBy} < ${before}` });
  return true;
}
