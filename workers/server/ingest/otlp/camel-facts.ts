/** What Camel spans did. */
export const op = { none: 0, received: 1, sent: 2, process: 3 } as const;

/**
 * What a span says about Camel, as one row of integers per span, because an object per span would cost more than decoding it.
 * Texts are numbers of the lexicon (0: not said), values are places of AnyValues in the request (0, 0: not said).
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
} as const;

const width = 19;

export interface CamelFacts {
  values: Int32Array;
  rows: number;
  /** business attributes and correlation ids: number of the name, start and end of the value; three integers each */
  notes: Int32Array;
  noteCount: number;
}

export function camelFacts(): CamelFacts {
  return { values: new Int32Array(width * 256), rows: 0, notes: new Int32Array(768), noteCount: 0 };
}

/** Starts the row of the next span, all zero. A row that is not finished by `rows += 1` is started anew. */
export function beginFacts(facts: CamelFacts): void {
  const start = facts.rows * width;
  if (start + width > facts.values.length) facts.values = doubled(facts.values);
  facts.values.fill(0, start, start + width);
}

export function setFact(facts: CamelFacts, which: number, value: number): void {
  facts.values[facts.rows * width + which] = value;
}

export function getFact(facts: CamelFacts, row: number, which: number): number {
  return facts.values[row * width + which] as number;
}

export function addNote(facts: CamelFacts, note: { readonly key: number; readonly start: number; readonly end: number }): void {
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
