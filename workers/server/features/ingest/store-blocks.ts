import type { Block } from "#server/ingest/native/block";
import { encodeBlock } from "#server/ingest/native/block";
import type { Lexicon } from "#server/ingest/native/lexicon";
import type { Context } from "#server/platform/call";
import type { Table } from "#server/platform/clickhouse-tables";
import type { Deps } from "#server/platform/deps";

export interface Telemetry {
  readonly op: string;
  readonly words: Lexicon;
  readonly blocks: readonly Block[];
  readonly digest: string;
}

/** The platform allows six connections at a time per request. */
const concurrent = 6;

/** Resolves when every block is durable. A repeated request changes nothing: each table knows the request by its digest. */
export async function storeBlocks(deps: Deps, ctx: Context, { op, words, blocks, digest }: Telemetry): Promise<void> {
  const store = deps.clickhouse.forTenant(ctx.tenant, { op, signal: ctx.request.signal });
  const waiting = blocks.filter((block) => block.rows > 0);
  ctx.log.set({ rows: Object.fromEntries(waiting.map((block) => [block.table, block.rows])) });
  const storeNext = async (): Promise<void> => {
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      const deduplicationToken = `${ctx.tenant}:${block.table}:${digest}`;
      await store.insert({ table: block.table as Table, rows: block.rows, native: encodeBlock(block, words), deduplicationToken });
    }
  };
  await Promise.all(Array.from({ length: concurrent }, storeNext));
}
