import { z } from "zod";

/** What a log stream carries. `evidence` is the tail of a crashed container, shipped before everything else. */
export const logKinds = ["container", "rollout", "evidence"] as const;
export type LogKind = (typeof logKinds)[number];

/**
 * One line of `PUT /runner/v1/logs/{streamId}`: NDJSON, each line ended by a line feed. A stream's offset counts the bytes of this NDJSON
 * before compression.
 */
export const logLine = z.object({
  /** ISO 8601 with up to nanoseconds */
  t: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/),
  /** stdout, stderr; `x` for the runner's own words */
  s: z.enum(["o", "e", "x"]),
  /** the line without its line feed */
  l: z.string(),
  /** bytes of the stream that were dropped here because the spool was full */
  gap: z.number().int().min(1).optional(),
});
export type LogLine = z.infer<typeof logLine>;
