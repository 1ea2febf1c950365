import { z } from "zod";

const text = z.string().max(2_000).optional().catch(undefined);

/** What every page's address may carry; unreadable values are dropped, never an error. */
export const pageSearch = z.object({
  /** Environment; absent is all. */
  env: text,
  from: text,
  to: text,
});
