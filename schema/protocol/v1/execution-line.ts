/** Index into the header's `D`. */
export type Dict = number;
/** 32 lower-case hex digits with or without dashes; version 7, its first 48 bits the start of the exchange in milliseconds. */
export type ExecutionId = string;
/** One value for every step, or one number per step. */
export type PerStep = number | readonly number[];

/** Status of an exchange (`s`) and of a step (`st`), by number. */
export const executionStatuses = ["running", "completed", "failed", "handled", "filtered", "stopped", "abandoned"] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

export interface ExecutionError {
  /** step where it was raised; -1 when none */
  readonly s: number;
  /** class */
  readonly c: Dict;
  readonly m?: string;
  /** fingerprint: 16 hex digits */
  readonly fp?: string;
  readonly stk?: string;
  /** 1: handled by doCatch or onException(handled) */
  readonly hd?: 0 | 1;
  /** dead letter endpoint */
  readonly dl?: Dict;
}

/**
 * One exchange. With `s: 0` (running) it is for the live view only and is not stored; it is sent again with a higher `v` when done,
 * and `t`, `r` and the app never change in between. Steps are listed in the order of their start.
 */
export interface ExecutionLine {
  readonly k: "x";
  readonly id: ExecutionId;
  readonly v: number;
  /** Camel exchange id of the root exchange */
  readonly e: string;
  /** entry route */
  readonly r: Dict;
  /** base URI of the endpoint it came from, sanitized */
  readonly f?: Dict;
  /** route graph: 16 hex digits */
  readonly g?: string;
  /** start relative to `t0`, µs; may be negative */
  readonly t: number;
  /** duration, µs */
  readonly d: number;
  /** index into {@link executionStatuses} */
  readonly s: number;
  /** trace and span id, hex */
  readonly tr?: string;
  readonly sp?: string;
  /** parent, `executionId:step:app:route` */
  readonly p?: string;
  /** executions that contributed to an aggregated exchange */
  readonly links?: readonly ExecutionId[];
  /** correlation ids: breadcrumb, JMSCorrelationID, message id */
  readonly c?: readonly string[];
  /** promoted attributes */
  readonly a?: Readonly<Record<string, string>>;
  /** thread */
  readonly th?: Dict;
  /** ids of sub-exchanges, numbered from 1 in `xs`; one that begins with "-" continues the root's id up to its last "-" */
  readonly x?: readonly string[];

  /** node of each step */
  readonly n?: readonly Dict[];
  /** start of each step, µs after the start of the step before it (the first: after the start of the exchange); never negative */
  readonly o?: readonly number[];
  /** duration of each step, µs */
  readonly u?: readonly number[];
  /** parent step; -1 (default) directly under the route */
  readonly pa?: PerStep;
  /** status of each step; 1 (default) completed */
  readonly st?: PerStep;
  /** iteration of the enclosing split, multicast or loop; -1 (default) none */
  readonly i?: PerStep;
  /** redelivery attempt; 0 (default) the first try */
  readonly at?: PerStep;
  /** which exchange: 0 (default) the root, else an index into `x` counted from 1 */
  readonly xs?: PerStep;
  /** what the step changed: 1 body + 2 headers + 4 properties + 8 variables; 0 (default) nothing or not watched */
  readonly ch?: PerStep;
  /** step -> branch taken: a `when` id, `otherwise`, `fallback`, `aggregated` */
  readonly b?: Readonly<Record<string, Dict>>;
  /** step -> base URI of the endpoint it sent to */
  readonly ep?: Readonly<Record<string, Dict>>;
  /** step -> route entered there (a `direct:` hop) */
  readonly rt?: Readonly<Record<string, Dict>>;
  readonly err?: readonly ExecutionError[];
  /** redeliveries */
  readonly rd?: number;
  /** steps left out because of the limit, summed up per node in `agg` */
  readonly ds?: number;
  /** node, count, sum of µs, longest µs */
  readonly agg?: readonly (readonly [Dict, number, number, number])[];
  /** capture level 0 to 4 */
  readonly lv?: number;
  /** 1: payload lines of this exchange are sent, in this batch or another */
  readonly pl?: 0 | 1;
  readonly src?: "agent" | "replay" | "test";
  /** the execution this one replays */
  readonly ro?: ExecutionId;
}
