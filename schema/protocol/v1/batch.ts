/**
 * The NDJSON telemetry batch of agent protocol v1, as sent to `POST /v1/ingest`.
 *
 * Line 1 is a {@link BatchHeader}; every other line is one object whose `k` names its kind. A batch is self-contained: strings that
 * repeat stand once in the header's dictionary `D` and are named by index ({@link Dict}). Lines of any kind may be mixed and come in
 * any order. Unknown members are ignored. A bad line is refused alone, with its number and a reason; a bad header refuses the batch.
 *
 * Times are integers: `t0` in microseconds since 1970-01-01 UTC, everything else in microseconds relative to something said below.
 * A resent batch must be the same bytes: the server recognizes it by them and stores it once.
 */

/** Index into the header's `D`. */
export type Dict = number;
/** 32 lower-case hex digits with or without dashes; version 7, its first 48 bits the start of the exchange in milliseconds. */
export type ExecutionId = string;
/** One value for every step, or one number per step. */
export type PerStep = number | readonly number[];

export const batchLimits = {
  /** after decompression */
  inflatedBytes: 32 * 1024 * 1024,
  lineBytes: 1024 * 1024,
  lines: 200_000,
  dictionaryEntries: 65_536,
  /** a dictionary entry, an id, an attribute or key: bytes of UTF-8; longer text is cut at the limit */
  dictionaryTextBytes: 2_048,
  idBytes: 256,
  attributes: 16,
  attributeBytes: 256,
  keys: 16,
  links: 100,
  steps: 2_000,
  subExchanges: 2_000,
  errors: 32,
  errorMessageBytes: 2_048,
  errorStackBytes: 16_384,
  bodyBytes: 32_768,
  mapEntries: 64,
  mapValueBytes: 4_096,
  logMessageBytes: 32_768,
  histogramBuckets: 320,
  graphNodes: 2_000,
} as const;

/** A duration's histogram bucket: about 9 % wide. Its middle is `2 ** ((bucket + 0.5) / 8)` µs. */
export const histogramBucket = (durationUs: number): number => Math.floor(8 * Math.log2(Math.max(durationUs, 1)));

export interface BatchHeader {
  readonly v: 1;
  /** agent id given at registration */
  readonly agent: string;
  /** instance: pod or host name of this process */
  readonly inst: string;
  /** random per start of the process, an integer below 2^53 */
  readonly boot: number;
  /** number of the batch, from 1, per boot and channel */
  readonly seq: number;
  /** channel; `main` when absent. Payloads of a tap travel on `tap`. */
  readonly ch?: string;
  /** base of all relative times: epoch µs */
  readonly t0: number;
  /** epoch µs when the batch was closed; the same in every resend */
  readonly sent: number;
  /** agent clock minus server clock in µs, as last seen in a heartbeat; informative */
  readonly skew?: number;
  readonly app: string;
  readonly env: string;
  /** deployment or version of the app */
  readonly dep?: string;
  /** Camel version */
  readonly camel?: string;
  /** 1: this agent sends `w` lines and its executions must not be counted again; else the server counts them itself */
  readonly win?: 0 | 1;
  readonly D: readonly string[];
}

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
  readonly src?: "agent" | "replay" | "test";
  /** the execution this one replays */
  readonly ro?: ExecutionId;
}

export const payloadPhases = ["in", "before", "after", "out", "error"] as const;

/** A snapshot of the message. Maps after an exchange's first snapshot hold only what changed. Redacted before it left the JVM. */
export interface PayloadLine {
  readonly k: "p";
  readonly x: ExecutionId;
  /** step, or -1 for the exchange as it entered or left */
  readonly s: number;
  /** index into {@link payloadPhases} */
  readonly ph: number;
  readonly r?: Dict;
  readonly n?: Dict;
  /** type, bytes and hash of the whole body */
  readonly bt?: string;
  readonly bl?: number;
  readonly bh?: string;
  /** 1: `b` is cut */
  readonly tr?: 0 | 1;
  /** body as text; absent when equal to an earlier snapshot of the same hash, or kept as a blob */
  readonly b?: string;
  /** sha256 of a body stored with `PUT /v1/blobs/{sha256}` */
  readonly ref?: string;
  readonly h?: Readonly<Record<string, string>>;
  readonly P?: Readonly<Record<string, string>>;
  readonly V?: Readonly<Record<string, string>>;
  /** names removed since the snapshot before */
  readonly rm?: readonly string[];
  /** what was redacted: `h:Authorization`, `$.card.pan` */
  readonly R?: readonly string[];
}

/** id, kind, label, parent index (-1 none), order under the parent, source `file:line`, endpoint base URI */
export type GraphNode = readonly [string, string, string, number, number, string | null, string | null];
/** from, to, `next` | `when` | `otherwise` | … */
export type GraphEdge = readonly [number, number, string];
/** node, scheme, target, 1 when it leaves the process */
export type GraphLink = readonly [number, string, string, 0 | 1];

/** A route's structure, sent when its hash is new to the agent's process. */
export interface GraphLine {
  readonly k: "g";
  /** first 16 hex digits of SHA-256 over the canonical graph */
  readonly g: string;
  readonly r: string;
  readonly grp?: string;
  readonly desc?: string;
  readonly from: string;
  readonly src?: string;
  readonly nodes: readonly GraphNode[];
  readonly edges?: readonly GraphEdge[];
  readonly links?: readonly GraphLink[];
  readonly yaml?: string;
}

export const windowScopes = ["context", "route", "node", "endpoint"] as const;

/** Statistics of one window. A window goes into one batch, once: windows are added up, not replaced. */
export interface WindowLine {
  readonly k: "w";
  /** start, epoch seconds, a multiple of `ws` */
  readonly win: number;
  /** length in seconds; 10 unless configured */
  readonly ws: number;
  /** index into {@link windowScopes} */
  readonly sc: number;
  readonly r?: Dict | null;
  /** node id, or for scope endpoint its base URI */
  readonly n?: Dict | null;
  /** ended in this window: all, failed, failed but handled, redeliveries */
  readonly c: readonly [number, number, number, number];
  /** most in flight at once */
  readonly if?: number;
  /** sum, shortest, longest duration, µs */
  readonly su: number;
  readonly mn: number;
  readonly mx: number;
  /** sparse histogram: bucket of {@link histogramBucket}, count */
  readonly b: readonly (readonly [number, number])[];
}

/** OpenTelemetry severity numbers: 1 trace, 5 debug, 9 info, 13 warn, 17 error, 21 fatal */
export interface LogLine {
  readonly k: "l";
  /** µs relative to `t0` */
  readonly t: number;
  /** nanoseconds to add, 0 to 999 */
  readonly ns?: number;
  /** number of the event in this process */
  readonly q?: number;
  readonly lv: number;
  readonly lg?: Dict;
  readonly th?: Dict;
  readonly m: string;
  /** stack trace */
  readonly ex?: string;
  /** Camel exchange id */
  readonly e?: string;
  readonly x?: ExecutionId;
  readonly r?: Dict;
  readonly n?: Dict;
  readonly tr?: string;
  readonly sp?: string;
  readonly mdc?: Readonly<Record<string, string>>;
}

/** `context.started`, `context.stopped`, `route.started`, `route.stopped`, `route.reloaded`, `route.restarting`, `health.changed`, `config.applied`, … */
export interface EventLine {
  readonly k: "e";
  /** µs relative to `t0` */
  readonly t: number;
  readonly ty: string;
  readonly r?: Dict;
  readonly d?: Readonly<Record<string, string>>;
}

export type BatchLine = ExecutionLine | PayloadLine | GraphLine | WindowLine | LogLine | EventLine;

/** Answer to `POST /v1/ingest`. `rejected` lists the first 100 refused lines, counted from 1 with the header as line 1. */
export interface BatchReply {
  readonly seq: number;
  readonly rejected: readonly { readonly line: number; readonly why: string }[];
  /** version of the agent's configuration; fetch it when newer than the one applied */
  readonly cfg: number;
  /** commands waiting */
  readonly cmds: number;
}
