import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { turns } from "./turns.ts";
import { simpleQuery } from "./wire.ts";

/** Who holds the engine, by identity. */
export interface EngineUser {
  /** The role its statements run as; undefined is the owner of everything. */
  readonly role: string | undefined;
}

/** The one connection of an embedded PostgreSQL, lent to one session at a time. */
export interface EmbeddedEngine {
  /** Whole messages in, the server's whole answer out. Only for who holds the turn. */
  exec(messages: Uint8Array): Promise<Uint8Array>;
  /**
   * Waits for the turn and wipes what another session left: prepared statements, settings, temporary tables, role.
   * Sessions that take turns without anyone in between keep theirs.
   */
  hold(session: EngineUser): Promise<() => void>;
  readonly parameters: ReadonlyMap<string, string>;
  /** The database as it is, to start another one from. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Without it the database is in memory. */
  readonly dataDir?: string;
  /** A dump to start a new database from. */
  readonly templatePath?: string;
  /** The engine broke down; it answers nothing any more. */
  onDeath(reason: string): void;
}

/** Whom a new embedded database belongs to. */
const owner = "postgres";

const parameterNames = [
  "server_version",
  "server_encoding",
  "client_encoding",
  "DateStyle",
  "TimeZone",
  "integer_datetimes",
  "standard_conforming_strings",
];

// The same order of text on every machine, and a second less for a new database.
const initDbStartParams = ["--no-locale"];

async function create({ dataDir, templatePath }: Pick<EmbeddedOptions, "dataDir" | "templatePath">): Promise<PGlite> {
  return PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(templatePath === undefined ? {} : { loadDataDir: new Blob([new Uint8Array(readFileSync(templatePath))]) }),
    initDbStartParams,
  });
}

/** Written when a new database is whole; a directory without it was left by a start that was killed meanwhile. */
const mark = "cameleer-complete";

/** Puts an unfinished directory aside rather than away: whoever knows better may look at it. */
async function open({ dataDir, templatePath }: EmbeddedOptions): Promise<PGlite> {
  if (dataDir === undefined) return create(templatePath === undefined ? {} : { templatePath });
  const complete = join(dataDir, mark);
  if (existsSync(complete)) return create({ dataDir });
  if (existsSync(dataDir)) renameSync(dataDir, `${dataDir}.unfinished-${randomUUID()}`);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const fresh = await create({ dataDir, ...(templatePath === undefined ? {} : { templatePath }) });
  writeFileSync(complete, "");
  return fresh;
}

async function readParameters(database: PGlite): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of parameterNames) {
    const { rows } = await database.query<[string]>(`SHOW ${name}`, [], { rowMode: "array" });
    found.set(name, rows[0]?.[0] ?? "");
  }
  return found;
}

/** Opens (or creates) an embedded PostgreSQL: half a second, or three for a new one without a template. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedEngine> {
  const database = await open(options);
  const parameters = await readParameters(database);
  const line = turns();
  let last: EngineUser | undefined;
  const exec = async (messages: Uint8Array): Promise<Uint8Array> => {
    try {
      return await database.execProtocolRaw(messages);
    } catch (cause) {
      options.onDeath(cause instanceof Error ? cause.message : String(cause));
      throw cause;
    }
  };
  const hold = async (session: EngineUser): Promise<() => void> => {
    const pass = await line.take();
    if (last === session) return pass;
    last = session;
    await exec(simpleQuery("DISCARD ALL"));
    // By name also for the owner: the embedded engine's DISCARD ALL leaves the session's role as it was.
    await exec(simpleQuery(`SET SESSION AUTHORIZATION ${session.role ?? owner}`));
    return pass;
  };
  return {
    exec,
    hold,
    parameters,
    dump: () => database.dumpDataDir("none"),
    close: async () => {
      const pass = await line.take();
      await database.close();
      pass();
    },
  };
}
