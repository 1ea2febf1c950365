import { z } from "zod";
import { attributes, commaList, exchangeId, exchangeStatus, instant, name, rangeQuery } from "#schema/contract/fields";

const duration = z.coerce.number().int().min(0).meta({ description: "Microseconds" });

/** Filters shared by the list, the histogram and the facets. `q` is the query language of the search bar. */
export const exchangeFilters = {
  ...rangeQuery,
  q: z.string().max(2_000).optional().meta({ description: "Query language, e.g. `route:order-* AND status:failed AND duration>250ms`" }),
  app: commaList(name).optional(),
  environment: commaList(name).optional(),
  route: commaList(name).optional(),
  status: commaList(exchangeStatus).optional(),
  minDurationMicros: duration.optional(),
  maxDurationMicros: duration.optional(),
  exchangeId: z.string().max(256).optional().meta({ description: "Camel's exchange id, also of a sub-exchange" }),
  traceId: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/)
    .optional(),
  businessKey: z.string().max(512).optional().meta({ description: "`name=value` of an attribute, or a correlation id" }),
  error: z.string().max(512).optional().meta({ description: "Words in the error's class or message" }),
  text: z.string().max(512).optional().meta({ description: "Words anywhere: error, attributes, ids, bodies" }),
};

export const exchangeSummary = z.object({
  id: exchangeId,
  exchangeId: z.string(),
  traceId: z.string().meta({ description: "32 hex digits, or empty" }),
  app: z.string(),
  environment: z.string(),
  instance: z.string(),
  route: z.string(),
  fromUri: z.string(),
  status: exchangeStatus,
  startTime: instant,
  durationMicros: z.number().int(),
  failedNode: z.string(),
  errorClass: z.string(),
  errorMessage: z.string(),
  redeliveries: z.number().int(),
  stepCount: z.number().int(),
  hasPayload: z.boolean(),
  attributes,
  source: z.enum(["agent", "otlp", "replay", "test"]),
});

export const facetNames = ["app", "environment", "route", "status", "errorClass", "failedNode", "instance"] as const;

export const stepError = z.object({ errorClass: z.string(), message: z.string(), stack: z.string() });

/** A processor's run. Steps are in order of start; `parent` is the index of the enclosing step, -1 at the top. */
export const step = z.object({
  index: z.number().int(),
  parent: z.number().int(),
  node: z.string(),
  kind: z.string().meta({ description: "EIP or `route`, `send`, `span`" }),
  label: z.string(),
  route: z.string(),
  uri: z.string(),
  status: exchangeStatus,
  offsetMicros: z.number().int(),
  durationMicros: z.number().int(),
  iteration: z.number().int().meta({ description: "Split, multicast or loop index, -1 for none" }),
  attempt: z.number().int().meta({ description: "0 for the first try, then the redelivery number" }),
  branch: z.string(),
  exchangeId: z.string(),
  thread: z.string(),
  changed: z.array(z.enum(["body", "headers", "properties", "variables"])),
  error: stepError.nullable(),
});

export const exchangeLink = z.object({
  id: exchangeId,
  app: z.string(),
  route: z.string(),
  status: exchangeStatus,
  startTime: instant,
  durationMicros: z.number().int(),
});
