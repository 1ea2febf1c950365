import { receiveBody } from "#server/features/ingest/receive-body";
import { storeBlocks } from "#server/features/ingest/store-blocks";
import { decodeBatch } from "#server/ingest/ndjson/decode";
import { timeWindow } from "#server/ingest/time";
import type { Context } from "#server/platform/call";
import { openClickHouse } from "#server/platform/clickhouse";
import type { Deps } from "#server/platform/deps";
import { Secret } from "#server/platform/secret";

interface Bindings {
  readonly CLICKHOUSE: string;
  readonly NOW_MS: string;
}

/** What the product does with a native batch after it knows who calls. */
const worker: ExportedHandler<Bindings> = {
  fetch: async (request, env) => {
    const { bytes, digest } = await receiveBody(request);
    const batch = decodeBatch(bytes, { tenant: "bench", window: timeWindow(Number(env.NOW_MS)) });
    const { executions, steps, statistics, words } = batch;
    const deps = { clickhouse: openClickHouse(new Secret(env.CLICKHOUSE)) } as unknown as Deps;
    const ctx = { tenant: "bench", request, log: { set: () => undefined } } as unknown as Context;
    await storeBlocks(deps, ctx, { op: "bench", words, blocks: [executions, steps, statistics], digest });
    return Response.json({ accepted: batch.accepted });
  },
};

export default worker;
