import type { Lexicon } from "#server/ingest/native/lexicon";
import { emptyText, internText, textOf } from "#server/ingest/native/lexicon";
import { op } from "#server/ingest/otlp/span-facts";
import { baseUri, sanitizeText, schemeOf } from "#server/ingest/sanitize";

/** What an endpoint's URI tells. Numbers of texts in the lexicon. */
export interface UriFacts {
  /** sanitized */
  readonly full: number;
  /** without parameters */
  readonly base: number;
  /** the name of a route whose id nobody told */
  readonly route: number;
  /** calling it runs another route within the same exchange */
  readonly hop: boolean;
}

const hopSchemes = new Set(["direct", "direct-vm", "kamelet"]);
const opNames: Readonly<Record<string, number>> = { EVENT_RECEIVED: op.received, EVENT_SENT: op.sent, EVENT_PROCESS: op.process };
const noUri: UriFacts = { full: emptyText, base: emptyText, route: emptyText, hop: false };

/** Texts that many spans repeat, understood once per request. Indexed by number in the lexicon. */
export interface CamelNames {
  readonly words: Lexicon;
  readonly uris: UriFacts[];
  readonly ops: number[];
  readonly components: boolean[];
  readonly scopes: boolean[];
  readonly nodes: number[];
  /** texts of `camel_op` by operation */
  readonly opTexts: readonly number[];
  readonly errorEvents: boolean[];
}

export function camelNames(words: Lexicon): CamelNames {
  return {
    words,
    uris: [noUri],
    ops: [op.none],
    components: [false],
    scopes: [false],
    nodes: [emptyText],
    opTexts: ["", "received", "sent", "process"].map((text) => internText(words, text)),
    errorEvents: [false],
  };
}

export function uriFacts(of: CamelNames, raw: number): UriFacts {
  return (of.uris[raw] ??= understandUri(of.words, raw));
}

function understandUri(words: Lexicon, raw: number): UriFacts {
  const full = sanitizeText(textOf(words, raw));
  const base = baseUri(full);
  return {
    full: internText(words, full),
    base: internText(words, base),
    route: internText(words, `from:${base}`),
    hop: hopSchemes.has(schemeOf(base)),
  };
}

/** The attribute `op` of camel-opentelemetry2. */
export function opOf(of: CamelNames, raw: number): number {
  return (of.ops[raw] ??= opNames[textOf(of.words, raw)] ?? op.none);
}

export function isCamelComponent(of: CamelNames, raw: number): boolean {
  return (of.components[raw] ??= textOf(of.words, raw).startsWith("camel-"));
}

/** Camel calls it `error`, OpenTelemetry `exception`. */
export function isErrorEvent(of: CamelNames, raw: number): boolean {
  return (of.errorEvents[raw] ??= /^(error|exception)$/.test(textOf(of.words, raw)));
}

export function isCamelScope(of: CamelNames, raw: number): boolean {
  return (of.scopes[raw] ??= /^(camel|io\.opentelemetry\.(apache-)?camel)/.test(textOf(of.words, raw)));
}

/** camel-opentelemetry2 calls a processor's span `<node id>-<short name>`; node ids may hold dashes, short names do not. */
export function nodeOfSpanName(of: CamelNames, name: number): number {
  return (of.nodes[name] ??= cutShortName(of.words, name));
}

function cutShortName(words: Lexicon, name: number): number {
  const text = textOf(words, name);
  const dash = text.lastIndexOf("-");
  return dash > 0 ? internText(words, text.slice(0, dash)) : name;
}
