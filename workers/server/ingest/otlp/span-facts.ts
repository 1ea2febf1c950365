/** What Camel spans did. */
export const op = { none: 0, received: 1, sent: 2, process: 3 } as const;

/**
 * What is known of a span, as one row of integers, because an object per span would cost more than decoding it. Texts are numbers of the
 * lexicon (0: not said); places are offsets in the request (0: not said, and for ids -1: said, but of the wrong length).
 */
export const fact = {
  resource: 0,
  op: 1,
  uri: 2,
  component: 3,
  routeId: 4,
  nodeId: 5,
  name: 6,
  kind: 7,
  /** 1: the span, or its `error` attribute, says that it failed */
  failed: 8,
  /** AnyValues */
  exchangeStart: 9,
  exchangeEnd: 10,
  messageStart: 11,
  messageEnd: 12,
  classStart: 13,
  classEnd: 14,
  statusStart: 15,
  statusEnd: 16,
  /** first entry of `notes` that belongs to this span, and their number */
  notesAt: 17,
  notes: 18,
  status: 19,
  /** the attribute `op` as it came */
  opText: 20,
  trace: 21,
  span: 22,
  parent: 23,
  start: 24,
  end: 25,
  attributes: 26,
  events: 27,
  links: 28,
  /** parts left out or cut */
  dropped: 29,
  cut: 30,
} as const;

const width = 32;

export interface SpanFacts {
  values: Int32Array;
  rows: number;
  /** business attributes and correlation ids: number of the name, start and end of the value; three integers each */
  notes: Int32Array;
  noteCount: number;
}

export function spanFacts(rows: number): SpanFacts {
  return { values: new Int32Array(width * Math.max(rows, 16)), rows: 0, notes: new Int32Array(96), noteCount: 0 };
}

/** Starts the row of the next span, all zero. `facts.rows += 1` ends it. */
export function beginFacts(facts: SpanFacts): void {
  if ((facts.rows + 1) * width > facts.values.length) facts.values = doubled(facts.values);
  setFact(facts, fact.notesAt, facts.noteCount);
}

/** Forgets the row that `beginFacts` began. */
export function dropFacts(facts: SpanFacts): void {
  const start = facts.rows * width;
  facts.noteCount = facts.values[start + fact.notesAt] as number;
  facts.values.fill(0, start, start + width);
}

/** Of the span being read. */
export function setFact(facts: SpanFacts, which: number, value: number): void {
  facts.values[facts.rows * width + which] = value;
}

export function getFact(facts: SpanFacts, row: number, which: number): number {
  return facts.values[row * width + which] as number;
}

/** A fact of the span being read. */
export function ownFact(facts: SpanFacts, which: number): number {
  return facts.values[facts.rows * width + which] as number;
}

/** Adds 1 to a fact of the span being read. */
export function countFact(facts: SpanFacts, which: number): void {
  setFact(facts, which, ownFact(facts, which) + 1);
}

export function addNote(facts: SpanFacts, note: { readonly key: number; readonly start: number; readonly end: number }): void {
  const at = facts.noteCount * 3;
  if (at + 3 > facts.notes.length) facts.notes = doubled(facts.notes);
  facts.notes[at] = note.key;
  facts.notes[at + 1] = note.start;
  facts.notes[at + 2] = note.end;
  facts.noteCount += 1;
}

function doubled(from: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(from.length * 2);
  grown.set(from);
  return grown;
}
