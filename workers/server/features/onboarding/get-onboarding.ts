import { z } from "zod";
import type { getOnboarding as endpoint } from "#schema/contract/onboarding";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { ofTenant, sql } from "#server/platform/clickhouse-sql";
import { isoOf } from "#server/platform/clock";

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

export const getOnboarding: Verb<typeof endpoint> = async (deps, { ctx }) => {
  const clickhouse = deps.clickhouse.forTenant(ctx.tenant, { op: "onboarding.get", signal: ctx.request.signal });
  const [rows, shards] = await Promise.all([clickhouse.read(arrived), Promise.all(deps.hubs.all().map((shard) => shard.listAgents()))]);
  const { exchanges, first } = rows[0] ?? { exchanges: 0, first: 0 };
  return {
    ingestUrl: deps.config.publicUrl ?? new URL(ctx.request.url).origin,
    firstDataAt: exchanges === 0 ? null : isoOf(first * 1_000),
    exchanges,
    agents: shards.flat().length,
  };
};
