import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type { Client } from "pg";

export const migrationsFolder = join(import.meta.dirname, "../../schema/postgres/server/migrations");

/** Any number; the same for every Cameleer. */
const migrationLock = 4_871_003;

/** Brings the tables to what this version expects; `client` is their owner. Several at once wait for each other. */
export async function migratePostgres(client: Client, folder = migrationsFolder): Promise<void> {
  await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
  try {
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [migrationLock]);
  }
}
