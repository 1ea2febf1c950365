import type { Lexicon } from "#server/ingest/native/lexicon";
import { emptyText, internText, textOf } from "#server/ingest/native/lexicon";
import type { Roles } from "#server/ingest/otlp/attributes";
import { attribute, internValue, readAttribute, role, roleOf } from "#server/ingest/otlp/attributes";
import type { Wire } from "#server/ingest/otlp/wire";
import { eachMessage, messageTag } from "#server/ingest/otlp/wire";
import { masked } from "#server/ingest/sanitize";

/** Who sent the items below it; numbers of texts in the lexicon. */
export interface Resource {
  readonly environment: number;
  readonly app: number;
  readonly deployment: number;
  readonly instance: number;
  /** names and values of all attributes, alternating */
  readonly attributes: readonly number[];
}

/** The first name of each list that the resource has is taken. */
const names = {
  environment: ["deployment.environment.name", "deployment.environment"],
  app: ["service.name"],
  deployment: ["service.version"],
  instance: ["service.instance.id", "k8s.pod.name", "host.name"],
} as const;

/** What stands where the resource does not say. */
const unsaid = { environment: "default", app: "unknown", deployment: "", instance: "" } as const;

const maxAttributes = 128;

export interface ResourceReader {
  readonly from: Wire;
  readonly words: Lexicon;
  readonly roles: Roles;
  /** the only environment that the sender may speak for, and that of a resource which names none; null for any */
  readonly environment: string | null;
  /** the only app that the sender is, in that environment, whatever a resource says; null when the resource is believed */
  readonly app: string | null;
}

/** Reads the Resource messages (field 1) of a ResourceSpans, ResourceLogs or ResourceMetrics. */
export function readResource(reader: ResourceReader, start: number, end: number): Resource {
  const { from, words } = reader;
  const pairs: number[] = [];
  const found = attribute(words);
  eachMessage(from, { tag: messageTag(1), start, end }, (from1, to1) => {
    eachMessage(from, { tag: messageTag(1), start: from1, end: to1 }, (_, stop) => {
      readAttribute(from, stop, found);
      if (pairs.length >= maxAttributes * 2) return;
      const hidden = roleOf(reader.roles, found.key) === role.secret;
      pairs.push(found.key, hidden ? internText(words, masked) : internValue(from, found, words));
    });
  });
  const values = new Map(Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[i * 2] ?? emptyText, pairs[i * 2 + 1] ?? emptyText]));
  const chosen = (what: keyof typeof names): number => {
    const found = names[what].map((name) => values.get(internText(words, name)) ?? emptyText).find((value) => value !== emptyText);
    return found ?? internText(words, what === "environment" ? (reader.environment ?? unsaid.environment) : unsaid[what]);
  };
  return {
    environment: reader.app === null ? chosen("environment") : internText(words, reader.environment ?? unsaid.environment),
    app: reader.app === null ? chosen("app") : internText(words, reader.app),
    deployment: chosen("deployment"),
    instance: chosen("instance"),
    attributes: pairs,
  };
}

/** Why what a resource sends may not be stored, or undefined when it may. */
export function refusalOf({ environment, words }: Pick<ResourceReader, "environment" | "words">, resource: Resource): string | undefined {
  const named = textOf(words, resource.environment);
  return environment === null || named === environment ? undefined : `The token is for the environment ${environment}, not for ${named}`;
}
