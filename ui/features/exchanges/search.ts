import { z } from "zod";

const text = z.string().max(2_000).optional().catch(undefined);

/** What the list's address carries besides environment and time range. */
export const exchangesSearch = z.object({
  /** The query as typed. */
  q: text,
  /** Columns, by id, separated by commas; absent is the usual ones. */
  cols: text,
  /** The exchange that is unfolded. */
  sel: text,
  /** The exchange beside the list. */
  panel: text,
  /** `off` when the list does not follow new exchanges. */
  live: z.enum(["off"]).optional().catch(undefined),
});

export const exchangeTabs = ["timeline", "errors", "messages", "lineage", "logs", "trace", "correlated", "raw"] as const;
export type ExchangeTab = (typeof exchangeTabs)[number];

/** What an exchange's address carries. */
export const exchangeSearch = z.object({
  /** Its start, which bounds the look-up. */
  at: text,
  tab: z.enum(exchangeTabs).optional().catch(undefined),
  /** The selected step of the timeline, or snapshot of the messages. */
  step: text,
});
