import { z } from "zod";
import { uuidTimeMs } from "#schema/ids";
import { compileQuery } from "#server/features/exchanges/compile-query";
import type { Statement } from "#server/platform/clickhouse";
import { integer, sql, uuid } from "#server/platform/clickhouse-sql";

const texts = z.record(z.string(), z.string());

const payloadRow = z.object({
  step: z.number(),
  phase: z.enum(["in", "before", "after", "out", "error"]),
  node: z.string(),
  body_type: z.string(),
  body_bytes: z.number(),
  body_hash: z.string(),
  body_truncated: z.number(),
  body_blob: z.string(),
  body: z.string(),
  headers: texts,
  properties: texts,
  variables: texts,
  removed: z.array(z.string()),
  redacted: z.array(z.string()),
});

export type PayloadRow = z.output<typeof payloadRow>;

/** Far more than an agent sends of one exchange. */
const payloadLimit = 2_000;

/** Snapshots carry the millisecond inside the execution id as their time, so the id alone finds them. */
export function payloadsOf(executionId: string): Statement<PayloadRow> {
  const startMicros = uuidTimeMs(executionId) * 1_000;
  const range = { fromMicros: Math.max(0, startMicros - 1_000), toMicros: startMicros + 2_000 };
  return {
    name: "payloads",
    row: payloadRow,
    sql: sql`SELECT step, phase, node, body_type, body_bytes, body_hash, body_truncated, body_blob, body, headers, properties, variables, removed, redacted
      FROM execution_payloads WHERE ${compileQuery(null, range)} AND execution_id = ${uuid(executionId)}
      ORDER BY step, phase LIMIT 1 BY step, phase LIMIT ${integer(payloadLimit)}`,
  };
}
