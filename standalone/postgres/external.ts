import { Client } from "pg";
import { migratePostgres } from "../migrate/postgres.ts";
import { createLogin, rightsOf } from "./app-role.ts";

const oldestVersion = 150_000;

/** Why a database cannot be used, in one sentence, without the password of its URL. */
function unreachable(url: string, cause: unknown): Error {
  const { hostname, port, pathname } = new URL(url);
  const reason = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  const words = reason instanceof Error ? reason.message : String(reason);
  return new Error(`CAMELEER_DATABASE_URL: PostgreSQL at ${hostname}:${port || "5432"}${pathname} cannot be used: ${words}`, { cause });
}

/** Runs `work` as the role that `url` signs in with. */
export async function withOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function prepare(client: Client, url: string): Promise<string> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  if (Number(rows[0]?.version) < oldestVersion) throw new Error("it is older than version 15.");
  const rights = await rightsOf(client);
  if (rights.createsRoles) {
    await migratePostgres(client);
    return createLogin(client, url);
  }
  if (rights.passesRowSecurity) throw new Error(`the role ${rights.name} passes row-level security and may not create one that does not.`);
  const { rows: found } = await client.query<{ ready: boolean }>("SELECT to_regprocedure('tenancy.current_tenant()') IS NOT NULL AS ready");
  if (found[0]?.ready !== true)
    throw new Error(`it has no tables yet, and the role ${rights.name} may not create roles; run npm run migrate with an owner's URL.`);
  return url;
}

/**
 * Brings an external PostgreSQL to what this version expects, and returns the URL to work with: of a login role made for
 * the purpose when the given role may create one, else the given one, if row-level security holds for it.
 */
export async function prepareExternal(url: string): Promise<string> {
  try {
    return await withOwner(url, (client) => prepare(client, url));
  } catch (cause) {
    throw unreachable(url, cause);
  }
}
