import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { exchangeId, when } from "#schema/contract/fields";

const entryChange = z.object({
  name: z.string(),
  change: z.enum(["added", "changed", "removed"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
  redacted: z.boolean(),
});

const diffLine = z.object({ change: z.enum(["added", "removed", "same"]), text: z.string() });

const bodyFacts = z.object({ type: z.string(), sizeBytes: z.number().int() });

const bodyChange = z.object({
  before: bodyFacts,
  after: bodyFacts,
  diff: z.array(diffLine).nullable().meta({ description: "Changed lines with two around each; null when the bodies cannot be compared" }),
  omittedLines: z.number().int().meta({ description: "Lines of the diff beyond the first forty" }),
  why: z.string().meta({ description: "Why there is no diff, or that it is of a part only; otherwise empty" }),
});

/** What happened to the message between two of its snapshots. */
export const lineageEntry = z.object({
  step: z.number().int().meta({ description: "The step that did it; -1 for what came in, or what happened before it left" }),
  node: z.string(),
  phase: z.enum(["in", "before", "after", "out", "error"]).meta({ description: "Phase of the later snapshot" }),
  headers: z.array(entryChange),
  properties: z.array(entryChange),
  variables: z.array(entryChange),
  body: bodyChange.nullable().meta({ description: "Null when it stayed as it was" }),
});

export const getExchangeLineage = endpoint({
  id: "getExchangeLineage",
  method: "GET",
  path: "/api/v1/exchanges/{id}/lineage",
  summary: "What each step did to the message, from its snapshots",
  needs: "payloads:read",
  requires: "lineage",
  params: z.object({ id: exchangeId }),
  query: z.object({ at: when.optional() }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(lineageEntry),
      snapshots: z.number().int().meta({ description: "Without at least two there is nothing to compare" }),
    }),
  },
  problems: ["not-found", "feature-not-licensed", "store-unavailable"],
});
