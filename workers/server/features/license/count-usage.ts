import type { Usage } from "#server/features/license/license-view";
import { counts } from "#server/features/license/licenses.store";
import type { TenantDatabase } from "#server/platform/database";

/** For how long the telemetry store keeps exchanges (`schema/clickhouse/0001_executions.sql`). */
const keptDays = 90;

/** How many there are of what a license limits, in one request to the database. */
export async function countUsage(db: TenantDatabase, nowMs: number): Promise<Usage> {
  const [users, agents, apps, environments] = await db.batch([
    counts.users(db),
    counts.agents(db, nowMs),
    counts.apps(db),
    counts.environments(db),
  ]);
  const n = (rows: readonly { readonly n: number }[]): number => rows[0]?.n ?? 0;
  return { users: n(users), agents: n(agents), apps: n(apps), environments: n(environments), retentionDays: keptDays };
}
