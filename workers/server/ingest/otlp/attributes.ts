import { type Lexicon, emptyText, intern, internText, textOf } from "#server/ingest/native/lexicon";
import type { Value } from "#server/ingest/otlp/any-value";
import { valueText } from "#server/ingest/otlp/any-value";
import type { Wire } from "#server/ingest/otlp/wire";
import { messageTag, readEnd, readVarint, skipField } from "#server/ingest/otlp/wire";
import { isSecretName, sanitizeText } from "#server/ingest/sanitize";

/** What an attribute's name says about its value. */
export const role = {
  unknown: 0,
  /** the app's own: shown with the exchange and searchable by value */
  business: 1,
  /** OpenTelemetry's and Camel's own */
  technical: 2,
  secret: 3,
  /** may hold a URI, a query or a command line */
  uri: 4,
  op: 5,
  camelUri: 6,
  component: 7,
  exchangeId: 8,
  routeId: 9,
  nodeId: 10,
  error: 11,
  correlation: 12,
  errorMessage: 13,
  errorClass: 14,
  thread: 15,
  stack: 16,
} as const;

/** Names that Camel and OpenTelemetry give; the spans' names play no part anywhere. */
const named: Readonly<Record<string, number>> = {
  op: role.op,
  "camel.uri": role.camelUri,
  component: role.component,
  exchangeId: role.exchangeId,
  "camel.exchangeId": role.exchangeId,
  "camel.exchange.id": role.exchangeId,
  "camel.route.id": role.routeId,
  "camel.routeId": role.routeId,
  "camel.node.id": role.nodeId,
  "camel.processor.id": role.nodeId,
  error: role.error,
  breadcrumbId: role.correlation,
  "camel.breadcrumbId": role.correlation,
  "camel.correlationId": role.correlation,
  "messaging.message.id": role.correlation,
  "messaging.message.conversation_id": role.correlation,
  message: role.errorMessage,
  "exception.message": role.errorMessage,
  "error.kind": role.errorClass,
  "exception.type": role.errorClass,
  "exception.stacktrace": role.stack,
  "thread.name": role.thread,
  "camel.threadId": role.thread,
  "server.address": role.uri,
  "http.target": role.uri,
  "http.url": role.uri,
  "url.full": role.uri,
  "url.path": role.uri,
  "url.query": role.uri,
  "db.connection_string": role.uri,
  "messaging.url": role.uri,
  "process.command_args": role.uri,
  "process.command_line": role.uri,
  "messaging.destination.name": role.uri,
};

const technicalPrefix =
  /^(camel|client|code|container|db|deployment|destination|encoding|error|event|exception|faas|file|host|http|k8s|log|messaging|net|network|os|otel|peer|process|rpc|server|service|source|telemetry|thread|tls|url|user_agent|webengine)([._]|$)/;

function roleOfName(name: string): number {
  if (Object.hasOwn(named, name)) return named[name] ?? role.technical;
  if (isSecretName(name)) return role.secret;
  return technicalPrefix.test(name) ? role.technical : role.business;
}

/** Roles by number in the lexicon, found out once per name and request. */
export interface Roles {
  readonly words: Lexicon;
  known: Uint8Array;
}

export function roles(words: Lexicon): Roles {
  return { words, known: new Uint8Array(256) };
}

export function roleOf(of: Roles, key: number): number {
  const found = key < of.known.length ? (of.known[key] as number) : role.unknown;
  return found === role.unknown ? learnRole(of, key) : found;
}

function learnRole(of: Roles, key: number): number {
  if (key >= of.known.length) {
    const grown = new Uint8Array(Math.max(key + 1, of.known.length * 2));
    grown.set(of.known);
    of.known = grown;
  }
  const found = roleOfName(textOf(of.words, key));
  of.known[key] = found;
  return found;
}

/** A KeyValue of the request: number of its name, place of its AnyValue, and of the text when the value is a short one. */
export interface Attribute {
  key: number;
  start: number;
  end: number;
  /** 0, 0 when the value is not a text of fewer than 128 bytes */
  readonly text: { start: number; end: number };
  readonly words: Lexicon;
  readonly name: { start: number; end: number };
}

export function attribute(words: Lexicon): Attribute {
  return { key: emptyText, start: 0, end: 0, text: { start: 0, end: 0 }, words, name: { start: 0, end: 0 } };
}

const keyTag = messageTag(1);
const valueTag = messageTag(2);
const textTag = messageTag(1);

/** Reads the KeyValue message that ends at `end` into `into`, and moves there. */
export function readAttribute(from: Wire, end: number, into: Attribute): void {
  if (!readUsual(from, end, into)) readUnusual(from, end, into);
  from.at = end;
}

/** What senders write: the name, then the value, both of fewer than 128 bytes. */
function readUsual(from: Wire, end: number, into: Attribute): boolean {
  const { bytes, at } = from;
  const { name, text } = into;
  const valueAt = at + 2 + (bytes[at + 1] as number);
  const length = bytes[valueAt + 1] as number;
  const usual = bytes[at] === keyTag && valueAt < end && bytes[valueAt] === valueTag && length < 0x80 && valueAt + 2 + length === end;
  if (!usual) return false;
  name.start = at + 2;
  name.end = valueAt;
  into.key = intern(into.words, from, name);
  into.start = valueAt + 2;
  into.end = end;
  const isText = length >= 2 && bytes[valueAt + 2] === textTag && bytes[valueAt + 3] === length - 2;
  text.start = isText ? valueAt + 4 : 0;
  text.end = isText ? end : 0;
  return true;
}

function readUnusual(from: Wire, end: number, into: Attribute): void {
  into.key = emptyText;
  into.start = end;
  into.end = end;
  into.text.start = 0;
  into.text.end = 0;
  while (from.at < end) {
    const tag = readVarint(from, end);
    if (tag === keyTag) {
      const stop = readEnd(from, end);
      into.key = intern(into.words, from, { start: from.at, end: stop });
      from.at = stop;
    } else if (tag === valueTag) {
      into.end = readEnd(from, end);
      into.start = from.at;
      from.at = into.end;
    } else skipField(from, tag, end);
  }
}

/** The value as a text of the lexicon, without secrets. */
export function internValue(from: Wire, value: Value, words: Lexicon): number {
  return internText(words, sanitizeText(valueText(from, value)));
}
