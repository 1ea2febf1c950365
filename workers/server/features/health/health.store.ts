import { sql } from "drizzle-orm";
import type { Queries } from "#server/platform/database";

export function askPostgres(db: Queries) {
  return db.execute(sql`select 1`);
}
