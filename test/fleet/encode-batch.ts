import type { BatchHeader, BatchLine, Dict, ExecutionError, ExecutionLine, LogLine, PayloadLine, PerStep } from "#schema/protocol/v1/batch";
import type { Recording, RecordedLog, Snapshot } from "./recording.ts";
import { status } from "./recording.ts";

/** Lines of one batch, with the dictionary they share. */
export interface BatchDraft {
  readonly t0: number;
  readonly dictionary: readonly string[];
  readonly lines: readonly string[];
  /** Bytes of the lines, roughly. */
  readonly size: number;
  index(text: string): Dict;
  add(line: BatchLine): void;
}

/** Starts a batch whose relative times count from `t0` (µs since the epoch). */
export function draftBatch(t0: number): BatchDraft {
  const indexes = new Map<string, Dict>();
  const dictionary: string[] = [];
  const lines: string[] = [];
  let size = 0;
  return {
    t0,
    dictionary,
    lines,
    get size() {
      return size;
    },
    index: (text) => {
      const known = indexes.get(text);
      if (known !== undefined) return known;
      size += text.length + 3;
      indexes.set(text, dictionary.length);
      return dictionary.push(text) - 1;
    },
    add: (line) => {
      const text = JSON.stringify(line);
      size += text.length + 1;
      lines.push(text);
    },
  };
}

/** The whole batch as NDJSON. */
export function closeBatch(draft: BatchDraft, header: Omit<BatchHeader, "D" | "t0" | "v">): string {
  const first: BatchHeader = { v: 1, ...header, t0: draft.t0, D: draft.dictionary };
  return `${[JSON.stringify(first), ...draft.lines].join("\n")}\n`;
}

export interface ExecutionShape {
  /** 0 while it runs. */
  readonly status: number;
  readonly version: number;
}

/** The `k:"x"` line of a recording. While it runs it has neither steps nor errors. */
export function executionLine(draft: BatchDraft, recording: Recording, shape: ExecutionShape): ExecutionLine {
  const dict = (text: string): Dict => draft.index(text);
  const running = shape.status === status.running;
  const { parent } = recording;
  return {
    k: "x",
    id: recording.id,
    v: shape.version,
    e: recording.exchangeId,
    r: dict(recording.route),
    f: dict(recording.fromUri),
    g: recording.graph,
    t: recording.startMicros - draft.t0,
    d: running ? 0 : recording.durationMicros,
    s: shape.status,
    tr: recording.traceId,
    sp: recording.spanId,
    ...(parent === undefined ? {} : { p: `${parent.executionId}:${parent.step.index}:${parent.app}:${parent.route}` }),
    ...present("links", recording.links),
    ...present("c", recording.correlation),
    ...(Object.keys(recording.attributes).length === 0 ? {} : { a: recording.attributes }),
    th: dict(recording.thread),
    ...(running ? {} : ended(draft, recording)),
    lv: recording.captureLevel,
  };
}

function ended(draft: BatchDraft, recording: Recording): Partial<ExecutionLine> {
  return {
    ...present("x", recording.subExchanges),
    ...(recording.steps.length === 0 ? {} : stepArrays(draft, recording)),
    ...present(
      "err",
      recording.errors.map((error): ExecutionError => ({
        s: error.step.index,
        c: draft.index(error.errorClass),
        m: error.message,
        fp: fingerprint(`${recording.route}/${error.step.node}/${error.errorClass}`),
        stk: error.stack,
        ...(error.handled ? { hd: 1 } : {}),
        ...(error.deadLetter === undefined ? {} : { dl: draft.index(error.deadLetter) }),
      })),
    ),
    ...(recording.redeliveries === 0 ? {} : { rd: recording.redeliveries }),
    ...(recording.snapshots.length === 0 ? {} : { pl: 1 }),
  };
}

function stepArrays(draft: BatchDraft, recording: Recording): Partial<ExecutionLine> {
  const { steps } = recording;
  const named = (value: (step: (typeof steps)[number]) => string | undefined): Record<string, Dict> =>
    Object.fromEntries(
      steps.flatMap((step) => {
        const text = value(step);
        return text === undefined ? [] : [[String(step.index), draft.index(text)]];
      }),
    );
  return {
    n: steps.map((step) => draft.index(step.node)),
    o: steps.map((step, index) => step.offset - (steps[index - 1]?.offset ?? 0)),
    u: steps.map((step) => step.duration),
    ...perStep(
      "pa",
      steps.map((step) => step.parent?.index ?? -1),
      -1,
    ),
    ...perStep(
      "st",
      steps.map((step) => step.status),
      1,
    ),
    ...perStep(
      "i",
      steps.map((step) => step.iteration),
      -1,
    ),
    ...perStep(
      "at",
      steps.map((step) => step.attempt),
      0,
    ),
    ...perStep(
      "xs",
      steps.map((step) => step.exchange),
      0,
    ),
    ...perStep(
      "ch",
      steps.map((step) => step.changed),
      0,
    ),
    ...sparse(
      "b",
      named((step) => step.branch),
    ),
    ...sparse(
      "ep",
      named((step) => step.endpoint),
    ),
    ...sparse(
      "rt",
      named((step) => step.enteredRoute),
    ),
  };
}

/** Left out when every step has the default, one number when all have the same. */
function perStep<K extends string>(name: K, values: readonly number[], byDefault: number): Partial<Record<K, PerStep>> {
  const [first] = values;
  const same = values.every((value) => value === first);
  if (same && first === byDefault) return {};
  return { [name]: same && first !== undefined ? first : values } as Record<K, PerStep>;
}

function sparse<K extends string>(name: K, entries: Record<string, Dict>): Partial<Record<K, Record<string, Dict>>> {
  return Object.keys(entries).length === 0 ? {} : ({ [name]: entries } as Record<K, Record<string, Dict>>);
}

function present<K extends string, T>(name: K, list: readonly T[]): Partial<Record<K, readonly T[]>> {
  return list.length === 0 ? {} : ({ [name]: list } as Record<K, readonly T[]>);
}

function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

export function payloadLine(draft: BatchDraft, recording: Recording, snapshot: Snapshot): PayloadLine {
  const limit = 2_000;
  return {
    k: "p",
    x: recording.id,
    s: snapshot.step?.index ?? -1,
    ph: snapshot.phase,
    r: draft.index(recording.route),
    ...(snapshot.step === undefined ? {} : { n: draft.index(snapshot.step.node) }),
    bt: snapshot.bodyType,
    bl: Buffer.byteLength(snapshot.body),
    bh: fingerprint(snapshot.body),
    ...(snapshot.body.length > limit ? { tr: 1 } : {}),
    ...(snapshot.body === "" ? {} : { b: snapshot.body.slice(0, limit) }),
    h: snapshot.headers,
    P: snapshot.properties,
    ...present("R", snapshot.redacted),
  };
}

export function logLine(draft: BatchDraft, recording: Recording, log: RecordedLog & { readonly number: number }): LogLine {
  return {
    k: "l",
    t: log.atMicros - draft.t0,
    q: log.number,
    lv: log.severity,
    lg: draft.index(log.logger),
    th: draft.index(recording.thread),
    m: log.message,
    ...(log.stack === undefined ? {} : { ex: log.stack }),
    e: recording.exchangeId,
    x: recording.id,
    r: draft.index(recording.route),
    ...(log.node === undefined ? {} : { n: draft.index(log.node) }),
    tr: recording.traceId,
    sp: recording.spanId,
  };
}
