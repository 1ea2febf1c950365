import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { exchangeFilters, exchangeLink, exchangeSummary, facetNames, step, stepError } from "#schema/contract/exchange-shapes";
import {
  attributes,
  commaList,
  cursor,
  exchangeId,
  exchangeStatus,
  instant,
  pageSize,
  rangeQuery,
  resolvedRange,
  when,
} from "#schema/contract/fields";

export const listExchanges = endpoint({
  id: "listExchanges",
  method: "GET",
  path: "/api/v1/exchanges",
  summary: "Search exchanges, newest first",
  needs: "exchanges:read",
  query: z.object({ ...exchangeFilters, limit: pageSize, cursor: cursor.optional(), count: z.enum(["none", "exact"]).default("none") }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(exchangeSummary),
      nextCursor: z.string().nullable(),
      range: resolvedRange,
      count: z
        .object({ value: z.number().int(), exact: z.boolean() })
        .nullable()
        .meta({ description: "All matches in the range; null unless asked for" }),
    }),
  },
  problems: ["invalid-query", "query-too-expensive", "store-unavailable"],
});

export const getExchangeHistogram = endpoint({
  id: "getExchangeHistogram",
  method: "GET",
  path: "/api/v1/exchanges/histogram",
  summary: "Matches over time by status",
  needs: "exchanges:read",
  query: z.object({ ...exchangeFilters, buckets: z.coerce.number().int().min(10).max(200).default(60) }),
  reply: {
    status: 200,
    body: z.object({
      range: resolvedRange,
      bucketSeconds: z.number(),
      buckets: z.array(z.object({ at: instant, total: z.number().int(), byStatus: z.partialRecord(exchangeStatus, z.number().int()) })),
    }),
  },
  problems: ["invalid-query", "query-too-expensive", "store-unavailable"],
});

export const getExchangeFacets = endpoint({
  id: "getExchangeFacets",
  method: "GET",
  path: "/api/v1/exchanges/facets",
  summary: "The most frequent values of each facet among the matches",
  needs: "exchanges:read",
  query: z.object({
    ...exchangeFilters,
    fields: commaList(z.enum(facetNames)).optional(),
    size: z.coerce.number().int().min(1).max(50).default(10),
  }),
  reply: {
    status: 200,
    body: z.object({
      range: resolvedRange,
      facets: z.array(z.object({ field: z.enum(facetNames), values: z.array(z.object({ value: z.string(), count: z.number().int() })) })),
    }),
  },
  problems: ["invalid-query", "query-too-expensive", "store-unavailable"],
});

export const suggestValues = endpoint({
  id: "suggestValues",
  method: "GET",
  path: "/api/v1/exchanges/suggestions",
  summary: "Values of a field in the range, for autocomplete",
  needs: "exchanges:read",
  query: z.object({
    ...rangeQuery,
    field: z.string().min(1).max(128),
    prefix: z.string().max(256).default(""),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  reply: { status: 200, body: z.object({ values: z.array(z.object({ value: z.string(), count: z.number().int() })) }) },
  problems: ["store-unavailable"],
});

export const getExchange = endpoint({
  id: "getExchange",
  method: "GET",
  path: "/api/v1/exchanges/{id}",
  summary: "One exchange with its steps, error and relatives",
  needs: "exchanges:read",
  params: z.object({ id: exchangeId }),
  query: z.object({ at: when.optional().meta({ description: "Start time of the exchange, when known: bounds the look-up" }) }),
  reply: {
    status: 200,
    body: exchangeSummary.extend({
      graphHash: z.string(),
      droppedSteps: z.number().int(),
      captureLevel: z.number().int(),
      steps: z.array(step),
      error: stepError.extend({ node: z.string(), handled: z.boolean() }).nullable(),
      parent: exchangeLink.nullable(),
      children: z.array(exchangeLink),
      trace: z.object({ exchanges: z.array(exchangeLink), spanCount: z.number().int() }),
      replayOf: exchangeId.nullable(),
    }),
  },
  problems: ["not-found", "store-unavailable"],
});

export const listPayloads = endpoint({
  id: "listPayloads",
  method: "GET",
  path: "/api/v1/exchanges/{id}/payloads",
  summary: "Message snapshots of an exchange: bodies, headers, properties, variables",
  needs: "payloads:read",
  params: z.object({ id: exchangeId }),
  query: z.object({ at: when.optional() }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          step: z.number().int(),
          phase: z.enum(["in", "before", "after", "out", "error"]),
          node: z.string(),
          bodyType: z.string(),
          bodyBytes: z.number().int(),
          truncated: z.boolean(),
          blob: z.string().nullable().meta({ description: "SHA-256 of the whole body, when it was stored apart" }),
          body: z.string(),
          headers: attributes,
          properties: attributes,
          variables: attributes,
          removed: z.array(z.string()),
          redacted: z.array(z.string()),
        }),
      ),
    }),
  },
  problems: ["not-found", "store-unavailable"],
});

export const listTraceSpans = endpoint({
  id: "listTraceSpans",
  method: "GET",
  path: "/api/v1/traces/{traceId}/spans",
  summary: "Every OpenTelemetry span of a trace, Camel's and others",
  needs: "exchanges:read",
  params: z.object({ traceId: z.string().regex(/^[0-9a-fA-F]{32}$/) }),
  query: z.object({ at: when.optional() }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          spanId: z.string(),
          parentSpanId: z.string(),
          app: z.string(),
          name: z.string(),
          kind: z.string(),
          scope: z.string(),
          status: z.string(),
          statusMessage: z.string(),
          startTime: instant,
          durationMicros: z.number(),
          attributes,
        }),
      ),
    }),
  },
  problems: ["store-unavailable"],
});

export const listExchangeLogs = endpoint({
  id: "listExchangeLogs",
  method: "GET",
  path: "/api/v1/exchanges/{id}/logs",
  summary: "Log lines written while this exchange ran",
  needs: "logs:read",
  params: z.object({ id: exchangeId }),
  query: z.object({ at: when.optional() }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          at: instant,
          level: z.string(),
          logger: z.string(),
          thread: z.string(),
          message: z.string(),
          exception: z.string(),
          instance: z.string(),
          route: z.string(),
          node: z.string(),
        }),
      ),
    }),
  },
  problems: ["not-found", "store-unavailable"],
});
