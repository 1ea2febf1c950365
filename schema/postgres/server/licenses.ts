import { integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, tenantId } from "#schema/postgres/server/columns";

/** Every license that was ever accepted. The highest sequence is the one that holds, also when it has ended. */
export const licenses = pgTable(
  "licenses",
  {
    tenantId: tenantId(),
    sequence: integer().notNull(),
    /** SHA-256 of the token, base64url: the same sequence with another text is refused. */
    tokenHash: text("token_hash").notNull(),
    token: text().notNull(),
    tier: text().notNull(),
    customer: text().notNull(),
    source: text({ enum: ["environment", "api"] }).notNull(),
    acceptedBy: text("accepted_by").notNull(),
    acceptedAt: instant("accepted_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.sequence] })],
);

/** The latest time this server has seen; a clock that stands before it was set back. */
export const licenseClock = pgTable("license_clock", { tenantId: tenantId(), highWater: instant("high_water").notNull() }, (t) => [
  primaryKey({ columns: [t.tenantId] }),
]);
