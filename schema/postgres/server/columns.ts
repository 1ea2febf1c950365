import { customType, text } from "drizzle-orm/pg-core";

/** `timestamptz` in the database, milliseconds since the epoch in the code. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  toDriver: (milliseconds) => new Date(milliseconds).toISOString(),
  fromDriver: (written) => Date.parse(written.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")),
});

/** The first column of every table and of every key. */
export const tenantId = () => text("tenant_id").notNull();
