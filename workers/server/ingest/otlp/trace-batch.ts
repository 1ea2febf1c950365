import type { Findings } from "#server/ingest/findings";
import { reserveBlock } from "#server/ingest/native/block";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { internText, lexicon } from "#server/ingest/native/lexicon";
import type { Attribute, Roles } from "#server/ingest/otlp/attributes";
import { attribute, roles } from "#server/ingest/otlp/attributes";
import type { CamelNames } from "#server/ingest/otlp/camel-names";
import { camelNames } from "#server/ingest/otlp/camel-names";
import type { Resource } from "#server/ingest/otlp/resource";
import type { SeenAttributes } from "#server/ingest/otlp/seen-attributes";
import { seenAttributes } from "#server/ingest/otlp/seen-attributes";
import type { SpanBlock } from "#server/ingest/tables/spans";
import { spanBlock } from "#server/ingest/tables/spans";
import type { SpanFacts } from "#server/ingest/otlp/span-facts";
import { spanFacts } from "#server/ingest/otlp/span-facts";
import type { Wire } from "#server/ingest/otlp/wire";
import type { TimeWindow } from "#server/ingest/time";

/** One ExportTraceServiceRequest on its way into columns. */
export interface TraceBatch {
  readonly from: Wire;
  readonly tenant: string;
  readonly window: TimeWindow;
  readonly words: Lexicon;
  readonly roles: Roles;
  readonly names: CamelNames;
  readonly findings: Findings;
  readonly spans: SpanBlock;
  readonly facts: SpanFacts;
  readonly resources: Resource[];
  readonly attribute: Attribute;
  readonly seen: SeenAttributes;
  /** the only environment that may be named; null for any */
  readonly environment: string | null;
  /** whose everything is, whatever it says; null when it is believed */
  readonly app: string | null;
  /** why the resource being read may not be stored */
  refusal: string | undefined;
  /** whether the spans being read are Camel's, as their scope tells */
  camelScope: boolean;
  /** spans seen, good and bad */
  position: number;
}

export interface IngestSettings {
  readonly tenant: string;
  readonly window: TimeWindow;
  /** the only one that the sender may speak for, and that of resources which name none; null for any */
  readonly environment: string | null;
  /** the app, in that environment, whose everything is, whatever resources say; null when they are believed */
  readonly app: string | null;
  /** takes what cannot be stored as it came */
  readonly findings: Findings;
}

/** About what a span of a few attributes takes. */
const spanBytes = 256;

export function traceBatch(from: Wire, settings: IngestSettings): TraceBatch {
  const words = lexicon();
  const spans = spanBlock(internText(words, settings.tenant));
  const rows = Math.ceil(from.bytes.length / spanBytes);
  reserveBlock(spans, rows);
  return {
    ...settings,
    from,
    words,
    roles: roles(words),
    names: camelNames(words),
    spans,
    facts: spanFacts(rows),
    resources: [],
    attribute: attribute(words),
    seen: seenAttributes(),
    refusal: undefined,
    camelScope: false,
    position: 0,
  };
}
