import { z } from "zod";

const text = z.string().max(2_000).optional().catch(undefined);

/** State of the list that its address carries. */
export const exchangesSearch = z.object({
  q: text,
  cols: text,
  sort: text,
  sel: text,
  live: text,
});

/** State of one exchange's page: `at` is its start time and bounds the look-up. */
export const exchangeSearch = z.object({
  at: text,
  tab: text,
  step: text,
});
