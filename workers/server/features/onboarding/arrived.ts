import { z } from "zod";
import type { Context } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { ofTenant, sql } from "#server/platform/clickhouse-sql";
import type { Deps } from "#server/platform/deps";

interface Arrived {
  readonly exchanges: number;
  /** Seconds since the epoch, of the quarter of an hour. */
  readonly first: number;
}

const arrived: Statement<Arrived> = {
  name: "arrived",
  sql: sql`SELECT sum(count) AS exchanges, toUnixTimestamp(min(time)) AS first FROM facets_15m WHERE ${ofTenant} AND key = 'app'`,
  row: z.object({ exchanges: z.coerce.number(), first: z.coerce.number() }),
};

/** What has come in so far. */
export async function findArrived(deps: Deps, ctx: Context, op: string): Promise<Arrived> {
  const [row] = await deps.clickhouse.forTenant(ctx.tenant, { op, signal: ctx.request.signal }).read(arrived);
  return row ?? { exchanges: 0, first: 0 };
}
