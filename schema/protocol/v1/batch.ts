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

import type { Dict, ExecutionId, ExecutionLine } from "#schema/protocol/v1/execution-line";

export type { Dict, ExecutionError, ExecutionId, ExecutionLine, ExecutionStatus, PerStep } from "#schema/protocol/v1/execution-line";
export { executionStatuses } from "#schema/protocol/v1/execution-line";

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
