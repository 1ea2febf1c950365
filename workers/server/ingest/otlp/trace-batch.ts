import type { Findings } from "#server/ingest/findings";
import type { Lexicon } from "#server/ingest/native/lexicon";
import { internText, lexicon } from "#server/ingest/native/lexicon";
import type { Attribute, Roles } from "#server/ingest/otlp/attributes";
import { attribute, roles } from "#server/ingest/otlp/attributes";
import type { CamelFacts } from "#server/ingest/otlp/camel-facts";
import { camelFacts } from "#server/ingest/otlp/camel-facts";
import type { CamelNames } from "#server/ingest/otlp/camel-names";
import { camelNames } from "#server/ingest/otlp/camel-names";
import type { Resource } from "#server/ingest/otlp/resource";
import type { SpanBlock } from "#server/ingest/tables/spans";
import { spanBlock } from "#server/ingest/tables/spans";
import type { SpanDraft } from "#server/ingest/otlp/span-draft";
import { spanDraft } from "#server/ingest/otlp/span-draft";
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
  readonly facts: CamelFacts;
  readonly resources: Resource[];
  readonly draft: SpanDraft;
  readonly attribute: Attribute;
  /** the only environment that may be named; null for any */
  readonly environment: string | null;
  /** whose everything is, whatever it says; null when it is believed */
  readonly app: string | null;
  /** why the resource being read may not be stored */
  refusal: string | undefined;
  /** of the spans being read */
  scope: number;
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

export function traceBatch(from: Wire, settings: IngestSettings): TraceBatch {
  const words = lexicon();
  return {
    ...settings,
    from,
    words,
    roles: roles(words),
    names: camelNames(words),
    spans: spanBlock(internText(words, settings.tenant)),
    facts: camelFacts(),
    resources: [],
    draft: spanDraft(),
    attribute: attribute(words),
    refusal: undefined,
    scope: 0,
    position: 0,
  };
}
