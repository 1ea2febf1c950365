import type { Chunk } from "#server/features/container-logs/chunk";
import { endOf, linesOf } from "#server/features/container-logs/chunk";
import { countFrom } from "#server/features/container-logs/container-logs.store";
import { storedLine } from "#server/features/container-logs/line";
import type { StreamKey } from "#server/features/container-logs/log-streams.store";
import { commit, forgetPending, notePending, openStream } from "#server/features/container-logs/log-streams.store";
import { encodeBlock } from "#server/ingest/native/block";
import { lexicon } from "#server/ingest/native/lexicon";
import type { StoredLine, StreamFacts } from "#server/ingest/tables/container-logs";
import { containerLogBlock } from "#server/ingest/tables/container-logs";
import type { TenantClickHouse } from "#server/platform/clickhouse";
import type { Queries } from "#server/platform/database";
import type { Deps } from "#server/platform/deps";
import type { TailedApp } from "#server/platform/runner-hubs";

export interface Upload {
  readonly deps: Deps;
  readonly db: Queries;
  readonly store: TenantClickHouse;
  readonly key: StreamKey;
  readonly place: TailedApp;
  readonly facts: StreamFacts;
}

export interface Standing {
  committedTo: number;
  retryAfterMs: number;
}

/** Longer than an insert can take: after that, a chunk whose fate is unknown is not on its way any more. */
const fateKnownAfterMs = 60_000;
const retryAfterMs = 1_000;

/** Note, insert under a token made of the range, commit. Whoever repeats the range, wherever it was left, stores it once. */
export async function storeChunk(upload: Upload, chunk: Chunk): Promise<Standing> {
  const { deps, db, key } = upload;
  const { offset } = chunk;
  const [noted] = await notePending(db, key, { from: offset, to: endOf(chunk), at: deps.clock.now() });
  if (noted === undefined || noted.pendingTo === null) return standingOf(upload);
  const to = noted.pendingTo;
  if (to > endOf(chunk)) return { committedTo: offset, retryAfterMs };
  const lines = linesOf({ offset, bytes: chunk.bytes.subarray(0, to - offset) }, deps.clock.now());
  await insert(upload, lines, { from: offset, to });
  const committed = await commit(db, key, { from: offset, to });
  if (committed.length === 0) return standingOf(upload);
  await tellWatchers(upload, lines);
  return { committedTo: to, retryAfterMs: 0 };
}

interface Pending {
  readonly from: number;
  readonly to: number;
  readonly since: number;
}

/** A chunk was noted, and what arrives now is shorter: it cannot be repeated, so the store is asked whether it is there. */
export async function settlePending({ deps, db, store, key }: Upload, { from, to, since }: Pending): Promise<Standing> {
  if (deps.clock.now() - since < fateKnownAfterMs) return { committedTo: from, retryAfterMs };
  const stored = await countFrom(store, { runner: key.runnerId, id: key.streamId, offset: from });
  if (stored > 0) await commit(db, key, { from, to });
  else await forgetPending(db, key, from);
  return { committedTo: stored > 0 ? to : from, retryAfterMs: 0 };
}

async function insert(
  { store, key, facts }: Upload,
  lines: readonly StoredLine[],
  { from, to }: Pick<Pending, "from" | "to">,
): Promise<void> {
  const words = lexicon();
  const block = containerLogBlock(lines, words, facts);
  const deduplicationToken = [facts.tenant, "container_logs", key.runnerId, key.streamId, from, to].join(":");
  await store.insert({ table: "container_logs", rows: block.rows, native: encodeBlock(block, words), deduplicationToken });
}

async function standingOf({ deps, db, key }: Upload): Promise<Standing> {
  const [stream] = await openStream(db, key, deps.clock.now());
  return { committedTo: stream?.committedTo ?? 0, retryAfterMs: 0 };
}

/** The lines are stored: a hub that does not answer costs those who watch a moment, and nothing else. */
async function tellWatchers({ deps, key, place, facts }: Upload, lines: readonly StoredLine[]): Promise<void> {
  const shown = lines.map((line) => storedLine(line, facts));
  await deps.runnerHubs
    .of(key.runnerId)
    .publish(place, shown)
    .catch(() => undefined);
}
