import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Rows of several requests on their way into one part. */
export interface Commit {
  /** The part's own deduplication token. */
  readonly id: string;
  /** The statement that stores it, before and after the place of the rows' file. */
  readonly head: string;
  readonly tail: string;
  /** Deduplication tokens of the requests in it. */
  readonly tokens: readonly string[];
}

/**
 * Remembers what was stored for whom, so that a request sent again is answered and not stored again, also when the process was killed
 * between storing and answering.
 */
export interface CommitJournal {
  isStored(token: string): boolean;
  /** Writes rows and intent; gives the path of the rows. From here on `open` shows the commit until `finish` or `abandon`. */
  prepare(commit: Commit, rows: readonly Uint8Array[]): string;
  /** The rows are in the engine. */
  finish(commit: Commit): void;
  /** The rows are not in the engine. */
  abandon(commit: Commit): void;
  /** Commits whose outcome a killed process did not live to write down, with the path of their rows. */
  readonly open: readonly { readonly commit: Commit; readonly path: string }[];
}

/** As many as the engine's tables remember (`non_replicated_deduplication_window`). */
const rememberedTokens = 10_000;

export function openCommitJournal(directory: string): CommitJournal {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const ledger = openLedger(join(directory, "stored-tokens"));
  const rowsPath = (id: string): string => join(directory, `${id}.native`);
  const intentPath = (id: string): string => join(directory, `${id}.json`);
  const remove = (id: string): void => {
    // The intent first: rows without one are rubbish, an intent without rows would be an error.
    rmSync(intentPath(id), { force: true });
    rmSync(rowsPath(id), { force: true });
  };
  return {
    open: openCommits(directory).map((commit) => ({ commit, path: rowsPath(commit.id) })),
    isStored: ledger.has,
    prepare: (commit, rows) => {
      const path = rowsPath(commit.id);
      writeFileSync(path, Buffer.concat(rows));
      writeFileSync(`${path}.intent`, JSON.stringify(commit));
      renameSync(`${path}.intent`, intentPath(commit.id));
      return path;
    },
    finish: (commit) => {
      ledger.add(commit.tokens);
      remove(commit.id);
    },
    abandon: (commit) => remove(commit.id),
  };
}

function openCommits(directory: string): Commit[] {
  const files = readdirSync(directory);
  const commits = files
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(directory, file), "utf8")) as Commit);
  const wanted = new Set(commits.map((commit) => `${commit.id}.native`));
  for (const file of files) {
    if (/\.native(\.intent)?$/.test(file) && !wanted.has(file)) rmSync(join(directory, file));
  }
  return commits;
}

interface Ledger {
  readonly has: (token: string) => boolean;
  add(tokens: readonly string[]): void;
}

/** A text file of tokens, one a line, that is cut back to the newest when it has doubled. */
function openLedger(path: string): Ledger {
  // A line torn by a kill has no line break and belongs to a commit that is still open.
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  let tokens = new Set(lines.slice(-rememberedTokens));
  const rewrite = (): void => {
    tokens = new Set([...tokens].slice(-rememberedTokens));
    writeFileSync(`${path}.new`, [...tokens].map((token) => `${token}\n`).join(""));
    renameSync(`${path}.new`, path);
  };
  rewrite();
  return {
    has: (token) => tokens.has(token),
    add: (added) => {
      appendFileSync(path, added.map((token) => `${token}\n`).join(""));
      for (const token of added) tokens.add(token);
      if (tokens.size > 2 * rememberedTokens) rewrite();
    },
  };
}
