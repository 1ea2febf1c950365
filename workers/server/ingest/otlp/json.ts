import type { Findings } from "#server/ingest/findings";
import { report } from "#server/ingest/findings";
import type { Finding } from "#server/ingest/findings";
import type { Sink } from "#server/ingest/native/sink";
import { putBytes, putVarint, reserve, sink, taken } from "#server/ingest/native/sink";
import { scalars, wrong } from "#server/ingest/otlp/json-fields";
import type { Field, FieldType, MessageName } from "#server/ingest/otlp/json-schema";
import { messages } from "#server/ingest/otlp/json-schema";
import { lengthType, Malformed } from "#server/ingest/otlp/wire";

/**
 * OTLP/JSON as the protobuf bytes it stands for, so that there is one decoder and the two encodings cannot disagree. Unknown members
 * are ignored. A faulty span, log record, metric or data point is reported and left out; any other fault throws `Malformed`.
 */
export function protobufOfJson(root: "Traces" | "Logs" | "Metrics", body: Uint8Array, into: Findings): Uint8Array {
  const out = sink(body.length + 64);
  putMessage({ out, into, kind: kinds[root], depth: 0, position: { count: 0 } }, root, parse(body));
  return taken(out);
}

const kinds: Readonly<Record<"Traces" | "Logs" | "Metrics", Finding["kind"]>> = { Traces: "span", Logs: "log", Metrics: "metric" };
const maxDepth = 32;
const maxExcerpt = 512;

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new Malformed("the body is not JSON");
  }
}

interface Writing {
  readonly out: Sink;
  readonly into: Findings;
  readonly kind: Finding["kind"];
  readonly depth: number;
  readonly position: { count: number };
}

function putMessage(writing: Writing, name: MessageName, value: unknown): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) wrong(describe(name), "an object");
  if (writing.depth > maxDepth) throw new Malformed("the body is nested too deeply");
  const fields = messages[name];
  for (const member in value) {
    const field = Object.hasOwn(fields, member) ? fields[member] : undefined;
    const content = (value as Record<string, unknown>)[member];
    if (field === undefined || content === null || content === undefined) continue;
    if (field.repeated === true) putList(writing, { field, member }, content);
    else putField(writing, { field, member }, content);
  }
}

interface Member {
  readonly field: Field;
  readonly member: string;
}

function putList(writing: Writing, of: Member, content: unknown): void {
  if (!Array.isArray(content)) wrong(of.member, "a list");
  for (const element of content as unknown[]) {
    if (of.field.item === true) putItem(writing, of, element);
    else putField(writing, of, element);
  }
}

/** An item that cannot be written is taken back and reported. */
function putItem(writing: Writing, of: Member, element: unknown): void {
  const { length } = writing.out;
  writing.position.count += 1;
  const position = writing.position.count;
  try {
    putField(writing, of, element);
  } catch (thrown) {
    if (!(thrown instanceof Malformed)) throw thrown;
    writing.out.length = length;
    const excerpt = (): string => (JSON.stringify(element) ?? "").slice(0, maxExcerpt);
    report(writing.into, { kind: writing.kind, outcome: "rejected", reason: thrown.message, position, excerpt });
  }
}

function putField(writing: Writing, { field, member }: Member, content: unknown): void {
  const { out } = writing;
  const scalar = isScalar(field.type) ? scalars[field.type] : undefined;
  if (scalar !== undefined) {
    putVarint(out, (field.number << 3) | scalar.wireType);
    scalar.put(out, content, member);
    return;
  }
  putVarint(out, (field.number << 3) | lengthType);
  const start = out.length;
  reserve(out, 1);
  out.length = start + 1;
  putMessage({ ...writing, depth: writing.depth + 1 }, field.type as MessageName, content);
  putLength(out, start);
}

/** Puts the length of what follows `start` into the byte kept free there, and moves what follows when one byte is too few. */
function putLength(out: Sink, start: number): void {
  const length = out.length - start - 1;
  if (length < 0x80) {
    out.bytes[start] = length;
    return;
  }
  const prefix = sink(8);
  putVarint(prefix, length);
  reserve(out, prefix.length - 1);
  out.bytes.copyWithin(start + prefix.length, start + 1, out.length);
  out.length = start;
  putBytes(out, taken(prefix));
  out.length += length;
}

function isScalar(type: Field["type"]): type is FieldType {
  return Object.hasOwn(scalars, type);
}

function describe(name: MessageName): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => (at === 0 ? letter.toLowerCase() : ` ${letter.toLowerCase()}`));
}
