import { Problem } from "#schema/problems";
import type { Operation } from "#server/platform/clickhouse";
import type { Table } from "#server/platform/clickhouse-tables";
import type { Secret } from "#server/platform/secret";

/** Rows of one table in ClickHouse's Native format, already stamped with the tenant. */
export interface Block {
  readonly table: Table;
  readonly native: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** Equal for equal blocks, in every retry. */
  readonly deduplicationToken: string;
}

/** From here on a request fills a part of its own; smaller ones wait for company. */
const synchronousFromRows = 10_000;
/** An engine that hangs must not hold the sender longer; longer than the engine's own wait, or a stored block would be sent again. */
const timeoutMs = 20_000;
const engineWaitSeconds = 15;

interface Sender {
  readonly tenant: string;
  readonly operation: Operation;
}

/**
 * By hand, because the web client cannot send binary formats. Whatever goes wrong is `store-unavailable`: the rows were checked before,
 * so nothing is the sender's fault, and only a sender that tries again loses nothing.
 */
export async function insertBlock(url: Secret, sender: Sender, block: Block): Promise<void> {
  try {
    const response = await send(url, sender, block);
    const answer = await response.text();
    if (response.ok && response.headers.get("x-clickhouse-exception-code") === null) return;
    throw new Error(`${response.status} ${answer.slice(0, 1_000)}`);
  } catch (cause) {
    throw new Problem("store-unavailable", { retryAfterSeconds: 5, cause });
  }
}

async function send(url: Secret, sender: Sender, block: Block): Promise<Response> {
  const server = new URL(url.reveal());
  const address = new URL("/", server);
  address.username = "";
  address.password = "";
  address.search = new URLSearchParams({
    query: `INSERT INTO ${block.table} FORMAT Native`,
    database: decodeURIComponent(server.pathname.slice(1)),
    ...settingsOf(sender, block),
  }).toString();
  const credentials = `${decodeURIComponent(server.username)}:${decodeURIComponent(server.password)}`;
  return fetch(address, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(credentials)}`, "content-type": "application/octet-stream" },
    body: block.native,
    signal: AbortSignal.any([sender.operation.signal, AbortSignal.timeout(timeoutMs)]),
  });
}

/**
 * What a merge does anyway is left to it: folding rows of equal keys, row by row, took half of an insert, and indexes another quarter. Parts
 * that wait for their first merge are small, and a search reads their rows instead; whoever adds rows up does not rely on folding.
 */
const leftToMerges = { optimize_on_insert: "0", materialize_skip_indexes_on_insert: "0" };

function settingsOf({ tenant, operation }: Sender, block: Block): Record<string, string> {
  return {
    ...leftToMerges,
    insert_deduplicate: "1",
    insert_deduplication_token: block.deduplicationToken,
    deduplicate_blocks_in_dependent_materialized_views: "1",
    ...(block.rows < synchronousFromRows
      ? {
          async_insert: "1",
          wait_for_async_insert: "1",
          wait_for_async_insert_timeout: String(engineWaitSeconds),
          async_insert_deduplicate: "1",
        }
      : { async_insert: "0" }),
    log_comment: JSON.stringify({ tenant, op: operation.op, statement: `insert ${block.table}` }),
  };
}
