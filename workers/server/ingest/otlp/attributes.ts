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

/** A KeyValue of the request: number of its name, place of its AnyValue. */
export interface Attribute extends Value {
  key: number;
}

const keyTag = messageTag(1);
const valueTag = messageTag(2);

/** Reads the KeyValue message that ends at `end` into `into`, and moves there. */
export function readAttribute(from: Wire, end: number, into: Attribute & { readonly words: Lexicon }): void {
  into.key = emptyText;
  into.start = end;
  into.end = end;
  while (from.at < end) {
    const tag = readVarint(from, end);
    if (tag === keyTag) {
      const stop = readEnd(from, end);
      into.key = intern(into.words, from.bytes, from.at, stop);
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
