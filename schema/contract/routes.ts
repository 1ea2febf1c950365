import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { commaList, instant, name, rangeQuery, resolvedRange } from "#schema/contract/fields";

const scope = { ...rangeQuery, environment: commaList(name).optional(), app: commaList(name).optional() };

const figures = z.object({
  total: z.number().int(),
  failed: z.number().int(),
  handled: z.number().int(),
  redelivered: z.number().int(),
  meanMicros: z.number().nullable(),
  p50Micros: z.number().nullable(),
  p95Micros: z.number().nullable(),
  p99Micros: z.number().nullable(),
  maxMicros: z.number().nullable(),
});

export const listSeenEnvironments = endpoint({
  id: "listSeenEnvironments",
  method: "GET",
  path: "/api/v1/seen/environments",
  summary: "Environments that have sent data",
  needs: "routes:read",
  reply: { status: 200, body: z.object({ items: z.array(z.object({ name: z.string(), lastSeen: instant.nullable() })) }) },
  problems: ["store-unavailable"],
});

export const listSeenApps = endpoint({
  id: "listSeenApps",
  method: "GET",
  path: "/api/v1/seen/apps",
  summary: "Apps that sent data in the range, with their figures",
  needs: "routes:read",
  query: z.object(scope),
  reply: {
    status: 200,
    body: z.object({
      range: resolvedRange,
      items: z.array(
        figures.extend({
          name: z.string(),
          environment: z.string(),
          routes: z.number().int(),
          agents: z.number().int(),
          lastSeen: instant.nullable(),
        }),
      ),
    }),
  },
  problems: ["store-unavailable"],
});

export const listRoutes = endpoint({
  id: "listRoutes",
  method: "GET",
  path: "/api/v1/routes",
  summary: "Routes seen in the range, with their figures",
  needs: "routes:read",
  query: z.object(scope),
  reply: {
    status: 200,
    body: z.object({
      range: resolvedRange,
      items: z.array(
        figures.extend({ app: z.string(), environment: z.string(), route: z.string(), fromUri: z.string(), lastSeen: instant.nullable() }),
      ),
    }),
  },
  problems: ["store-unavailable"],
});

export const getRouteStatistics = endpoint({
  id: "getRouteStatistics",
  method: "GET",
  path: "/api/v1/apps/{app}/routes/{route}/statistics",
  summary: "A route's figures over a range and as a series, from rollups",
  needs: "routes:read",
  params: z.object({ app: name, route: z.string().min(1).max(512) }),
  query: z.object({ ...rangeQuery, environment: commaList(name).optional(), buckets: z.coerce.number().int().min(1).max(500).default(60) }),
  reply: {
    status: 200,
    body: z.object({ range: resolvedRange, bucketSeconds: z.number(), total: figures, series: z.array(figures.extend({ at: instant })) }),
  },
  problems: ["store-unavailable"],
});

export const getRouteGraph = endpoint({
  id: "getRouteGraph",
  method: "GET",
  path: "/api/v1/apps/{app}/routes/{route}/graph",
  summary: "The newest known structure of a route",
  needs: "routes:read",
  params: z.object({ app: name, route: z.string().min(1).max(512) }),
  query: z.object({ environment: name.optional(), hash: z.string().max(64).optional() }),
  reply: {
    status: 200,
    body: z.object({
      hash: z.string(),
      route: z.string(),
      description: z.string(),
      fromUri: z.string(),
      source: z.string(),
      nodes: z.array(
        z.object({ id: z.string(), kind: z.string(), label: z.string(), parent: z.number().int(), source: z.string(), uri: z.string() }),
      ),
      edges: z.array(z.object({ from: z.number().int(), to: z.number().int(), kind: z.string() })),
    }),
  },
  problems: ["not-found"],
});
