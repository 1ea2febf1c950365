import { z } from "zod";
import * as contract from "#schema/contract/routes";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { ofTenant, sql } from "#server/platform/clickhouse-sql";

export const listSeenEnvironments: Verb<typeof contract.listSeenEnvironments> = async (deps, { ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listSeenEnvironments.id, signal: ctx.request.signal });
  return { items: [...(await store.read(environments))] };
};

const row = z.object({ name: z.string(), lastSeen: z.string() });

const environments: Statement<z.output<typeof row>> = {
  name: "environments",
  row,
  sql: sql`SELECT value AS name, max(time) AS lastSeen FROM facets_15m WHERE ${ofTenant} AND key = 'environment' GROUP BY name ORDER BY name LIMIT 1000`,
};
