import type { BatchHeader, GraphLine } from "#schema/protocol/v1/batch";
import type { RunningExchange } from "#schema/protocol/v1/running";
import type { Finding, Findings } from "#server/ingest/findings";
import { findings, report } from "#server/ingest/findings";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { emptyText, internText, lexicon } from "#server/ingest/native/lexicon";
import type { Sink } from "#server/ingest/native/sink";
import { sink } from "#server/ingest/native/sink";
import type { Fields } from "#server/ingest/ndjson/fields";
import { fieldNames, fields, fieldValue, plainInteger } from "#server/ingest/ndjson/fields";
import { refuse } from "#server/ingest/ndjson/read";
import type { StatisticsOwner, WindowBlock, Windows } from "#server/ingest/statistics";
import { windowBlock, windows } from "#server/ingest/statistics";
import type { EventBlock } from "#server/ingest/tables/events";
import { eventBlock } from "#server/ingest/tables/events";
import type { PayloadBlock } from "#server/ingest/tables/execution-payloads";
import { payloadBlock } from "#server/ingest/tables/execution-payloads";
import type { StepBlock } from "#server/ingest/tables/execution-steps";
import { stepBlock } from "#server/ingest/tables/execution-steps";
import type { ExecutionBlock } from "#server/ingest/tables/executions";
import { executionBlock } from "#server/ingest/tables/executions";
import type { LogBlock } from "#server/ingest/tables/logs";
import { logBlock } from "#server/ingest/tables/logs";
import type { TimeWindow } from "#server/ingest/time";

/** A native batch on its way into columns. */
export interface Batch {
  readonly header: BatchHeader;
  readonly tenant: string;
  readonly window: TimeWindow;
  readonly words: Lexicon;
  /** numbers of the dictionary's entries in the lexicon */
  readonly dictionary: Int32Array;
  readonly owner: StatisticsOwner & { readonly agent: number };
  readonly executions: ExecutionBlock;
  readonly steps: StepBlock;
  readonly payloads: PayloadBlock;
  readonly statistics: WindowBlock;
  readonly sums: Windows;
  readonly logs: LogBlock;
  readonly events: EventBlock;
  readonly findings: Findings;
  readonly graphs: GraphLine[];
  readonly running: RunningExchange[];
  /** exchanges that were reported as running before */
  readonly ended: string[];
  /** the execution line being read: its members, and the exchange id that its copies continue */
  readonly fields: Fields;
  readonly seed: Sink;
  /** whether a text of the lexicon is the name of a secret, by its number: 0 not known, 1 no, 2 yes */
  secrets: Uint8Array;
  /** names of the steps seen in the line being read, by number in the lexicon: the line's number */
  seen: Int32Array;
  line: number;
  accepted: number;
}

export interface BatchSettings {
  readonly tenant: string;
  readonly window: TimeWindow;
}

export function openBatch(header: BatchHeader, settings: BatchSettings): Batch {
  const words = lexicon();
  const tenant = internText(words, settings.tenant);
  const dictionary = Int32Array.from(header.D, (entry) => internText(words, entry));
  return {
    ...settings,
    header,
    words,
    dictionary,
    owner: {
      environment: internText(words, header.env),
      app: internText(words, header.app),
      deployment: internText(words, header.dep ?? ""),
      instance: internText(words, header.inst),
      agent: internText(words, header.agent),
    },
    executions: executionBlock(tenant),
    steps: stepBlock(tenant),
    payloads: payloadBlock(tenant),
    statistics: windowBlock(tenant),
    sums: windows(),
    logs: logBlock(tenant),
    events: eventBlock(tenant),
    findings: findings(),
    graphs: [],
    running: [],
    ended: [],
    fields: fields(),
    seed: sink(),
    secrets: new Uint8Array(words.size + 256),
    seen: new Int32Array(words.size),
    line: 1,
    accepted: 0,
  };
}

/** The number in the lexicon of a dictionary entry named by its index; the empty text when the member is absent. */
export function word(batch: Batch, index: unknown, name: string): number {
  if (index === undefined || index === null) return emptyText;
  return typeof index === "number" ? dictionaryWord(batch, index, name) : refuse(`${name} is not an index into D`);
}

export function dictionaryWord(batch: Batch, index: number, name: string): number {
  // undefined for everything that is no index
  return batch.dictionary[index] ?? refuse(`${name} is not an index into D`);
}

/** The same for a member of an execution line. */
export function fieldWord(batch: Batch, from: Fields, which: number): number {
  const start = from.starts[which] as number;
  if (start === 0) return emptyText;
  const index = plainInteger(from, start);
  return from.at === from.ends[which]
    ? dictionaryWord(batch, index, fieldNames[which] ?? "")
    : word(batch, fieldValue(from, which), fieldNames[which] ?? "");
}

export function noteAdjusted(batch: Batch, kind: Finding["kind"], reason: string): void {
  report(batch.findings, { kind, outcome: "adjusted", reason, position: batch.line, excerpt: () => "" });
}
