import { createHash, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Commit, CommitJournal } from "./commit-journal.ts";
import { literal } from "./literal.ts";

/** An insert that may share a part with others: what ClickHouse calls an asynchronous insert that is waited for. */
export interface SharedInsert {
  /** The statement before and after `FROM INFILE '…'`. Inserts that agree in both may be stored together. */
  readonly head: string;
  readonly tail: string;
  /** Equal for the same rows sent again. */
  readonly token: string;
  readonly rows: Uint8Array;
}

export type StoreShared = (insert: SharedInsert) => Promise<void>;

interface Waiting extends SharedInsert {
  readonly stored: () => void;
  readonly failed: (cause: unknown) => void;
}

interface GroupCommitDeps {
  readonly journal: CommitJournal;
  readonly execute: (sql: string) => Promise<unknown>;
}

/** A little company for the inserts of one request. */
const gatherMs = 5;
/** After a round the engine rests twice as long as it worked, so that a steady stream of small inserts takes a third of its time. */
const restPerWork = 2;
const longestRestMs = 1_000;
const largestGroupBytes = 32 * 1024 * 1024;

/**
 * The embedded engine pays some milliseconds for each insert and for each table that depends on it, however few the rows, and its own
 * asynchronous inserts do not wait for company. So inserts that arrive together are stored together. A lone insert is stored at once; under
 * load the rounds get longer and the groups larger.
 */
export function groupCommit(deps: GroupCommitDeps): StoreShared {
  const underWay = new Map<string, Promise<void>>();
  let waiting: Waiting[] = [];
  let running = false;
  const rounds = async (): Promise<void> => {
    running = true;
    await pause(gatherMs);
    while (waiting.length > 0) {
      const started = performance.now();
      const groups = groupsOf(waiting);
      waiting = [];
      await Promise.all(groups.map((group) => commitGroup(deps, group)));
      await pause(Math.min(longestRestMs, (performance.now() - started) * restPerWork));
    }
    running = false;
  };
  return (insert) => {
    const key = createHash("sha256").update(statementKey(insert)).update(insert.token).digest("base64url");
    if (deps.journal.isStored(key)) return Promise.resolve();
    const same = underWay.get(key);
    if (same !== undefined) return same;
    const stored = new Promise<void>((resolve, reject) => waiting.push({ ...insert, token: key, stored: resolve, failed: reject }));
    underWay.set(key, stored);
    const forget = (): void => void underWay.delete(key);
    stored.then(forget, forget);
    if (!running) void rounds();
    return stored;
  };
}

function statementKey({ head, tail }: Pick<SharedInsert, "head" | "tail">): string {
  return `${head}\0${tail}\0`;
}

function groupsOf(inserts: readonly Waiting[]): Waiting[][] {
  const groups: Waiting[][] = [];
  const open = new Map<string, { group: Waiting[]; bytes: number }>();
  for (const insert of inserts) {
    const current = open.get(statementKey(insert));
    if (current !== undefined && current.bytes + insert.rows.length <= largestGroupBytes) {
      current.group.push(insert);
      current.bytes += insert.rows.length;
    } else {
      const group = [insert];
      groups.push(group);
      open.set(statementKey(insert), { group, bytes: insert.rows.length });
    }
  }
  return groups;
}

async function commitGroup(deps: GroupCommitDeps, group: readonly Waiting[]): Promise<void> {
  try {
    await commit(deps, group);
    for (const insert of group) insert.stored();
  } catch (cause) {
    // One insert that cannot be stored must not take the others with it.
    if (group.length === 1) group[0]?.failed(cause);
    else for (const insert of group) await commitGroup(deps, [insert]);
  }
}

async function commit({ journal, execute }: GroupCommitDeps, group: readonly Waiting[]): Promise<void> {
  const { head = "", tail = "" } = group[0] ?? {};
  const entry: Commit = { id: randomUUID(), head, tail, tokens: group.map((insert) => insert.token) };
  const path = journal.prepare(
    entry,
    group.map((insert) => insert.rows),
  );
  try {
    await execute(statementOf(entry, path));
  } catch (cause) {
    journal.abandon(entry);
    throw cause;
  }
  journal.finish(entry);
}

/** Stores what a killed process had begun; the engine drops what it has already. */
export async function recoverCommits({ journal, execute }: GroupCommitDeps): Promise<void> {
  for (const { commit: entry, path } of journal.open) {
    await execute(statementOf(entry, path));
    journal.finish(entry);
  }
}

function statementOf(entry: Commit, path: string): string {
  return `SET async_insert=0, insert_deduplication_token=${literal(entry.id)}; ${entry.head} FROM INFILE ${literal(path)} ${entry.tail}`;
}
