import { z } from "zod";
import * as contract from "#schema/contract/exchanges";
import { executionIdOf, findExchange } from "#server/features/exchanges/find-exchange";
import { Problem } from "#schema/problems";
import { uuidTimeMs } from "#schema/ids";
import { compileQuery } from "#server/features/exchanges/compile-query";
import type { Verb } from "#server/platform/call";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql, uuid } from "#server/platform/clickhouse-sql";

export const listPayloads: Verb<typeof contract.listPayloads> = async (deps, { params, query, ctx }) => {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op: contract.listPayloads.id, signal: ctx.request.signal });
  const rows = await store.read(payloadsOf(executionIdOf(params.id)));
  const known = rows.length > 0 || (await findExchange(store, { id: params.id, at: query.at, nowMs: deps.clock.now() })) !== undefined;
  if (!known) throw new Problem("not-found");
  return { items: rows.map(itemOf) };
};

const texts = z.record(z.string(), z.string());

const payloadRow = z.object({
  step: z.number(),
  phase: z.enum(["in", "before", "after", "out", "error"]),
  node: z.string(),
  body_type: z.string(),
  body_bytes: z.number(),
  body_truncated: z.number(),
  body_blob: z.string(),
  body: z.string(),
  headers: texts,
  properties: texts,
  variables: texts,
  removed: z.array(z.string()),
  redacted: z.array(z.string()),
});

type PayloadRow = z.output<typeof payloadRow>;

/** Far more than an agent sends of one exchange. */
const payloadLimit = 2_000;

/** Snapshots carry the millisecond inside the execution id as their time, so the id alone finds them. */
function payloadsOf(executionId: string): Statement<PayloadRow> {
  const startMicros = uuidTimeMs(executionId) * 1_000;
  const range = { fromMicros: Math.max(0, startMicros - 1_000), toMicros: startMicros + 2_000 };
  return {
    name: "payloads",
    row: payloadRow,
    sql: sql`SELECT step, phase, node, body_type, body_bytes, body_truncated, body_blob, body, headers, properties, variables, removed, redacted
      FROM execution_payloads WHERE ${compileQuery(null, range)} AND execution_id = ${uuid(executionId)}
      ORDER BY step, phase LIMIT 1 BY step, phase LIMIT ${integer(payloadLimit)}`,
  };
}

function itemOf({ body_type: bodyType, body_bytes: bodyBytes, body_truncated: cut, body_blob: blob, ...same }: PayloadRow) {
  return { ...same, bodyType, bodyBytes, truncated: cut !== 0, blob: blob === "" ? null : blob };
}
