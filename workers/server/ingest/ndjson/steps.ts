import { emptyText } from "#server/ingest/native/lexicon";
import type { Numbers, StepWords } from "#server/ingest/ndjson/integer-lists";

/** The steps of an execution line, checked. Nodes and words are numbers of the lexicon. Holds until the next line is read. */
export interface Steps {
  readonly count: number;
  readonly nodes: Numbers;
  /** since the start of the exchange */
  readonly offsets: Numbers;
  readonly durations: Numbers;
  /** empty: the default for every step */
  readonly parents: Numbers;
  readonly status: Numbers;
  readonly iterations: Numbers;
  readonly attempts: Numbers;
  readonly exchanges: Numbers;
  readonly changed: Numbers;
  readonly branches: StepWords;
  readonly endpoints: StepWords;
  readonly routes: StepWords;
  /** number of the copies that the exchange worked on; their ids stand in `execution_steps.exchange_ids` */
  readonly exchangeIds: number;
}

/** The node of a step; the empty text for what did not happen at a step. */
export function nodeOfStep({ nodes, count }: Pick<Steps, "nodes" | "count">, step: number): number {
  return step >= 0 && step < count ? (nodes.values[step] as number) : emptyText;
}
