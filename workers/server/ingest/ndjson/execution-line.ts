import type { LineError } from "#server/ingest/ndjson/execution-errors";
import type { Fields } from "#server/ingest/ndjson/fields";
import type { Steps } from "#server/ingest/ndjson/steps";

/** What the parts of an execution line share. */
export interface Line {
  readonly fields: Fields;
  readonly route: number;
  readonly graph: number;
  readonly startUs: number;
  readonly durationUs: number;
  readonly status: number;
  readonly version: number;
  readonly steps: Steps;
  readonly errors: readonly LineError[];
}
