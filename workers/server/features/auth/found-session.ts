import type { sessions } from "#schema/postgres/server/sessions";

/** A session as it is stored. */
export type FoundSession = typeof sessions.$inferSelect;
