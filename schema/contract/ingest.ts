import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";
import { commaList, cursor, instant, name, pageSize, rangeQuery } from "#schema/contract/fields";

const otlp = { raw: ["application/x-protobuf", "application/json"] } as const;
const otlpProblems = ["malformed-body", "too-large", "unsupported-media-type", "rate-limited", "store-unavailable"] as const;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const ingestBatch = endpoint({
  id: "ingestBatch",
  method: "POST",
  path: "/v1/ingest",
  summary: "One native batch: NDJSON, plain, gzip or zstd (docs/PROTOCOL.md). Answered when it is durable",
  needs: "ingest",
  body: { raw: ["application/x-ndjson"] },
  reply: {
    status: 200,
    body: z.object({
      seq: z.number().int(),
      accepted: z.number().int(),
      rejected: z.array(z.object({ line: z.number().int(), why: z.string() })),
      cfg: z.number().int(),
      cmds: z.number().int(),
      throttle: z.object({ level: z.number().int(), until: instant }).optional(),
    }),
  },
  problems: ["malformed-body", "too-large", "unsupported-media-type", "rate-limited", "store-unavailable"],
});

export const ingestTraces = endpoint({
  id: "ingestTraces",
  method: "POST",
  path: "/v1/traces",
  summary: "OTLP/HTTP traces",
  needs: "ingest",
  body: otlp,
  reply: { status: 200, stream: "application/x-protobuf" },
  problems: otlpProblems,
});

export const ingestMetrics = endpoint({
  id: "ingestMetrics",
  method: "POST",
  path: "/v1/metrics",
  summary: "OTLP/HTTP metrics",
  needs: "ingest",
  body: otlp,
  reply: { status: 200, stream: "application/x-protobuf" },
  problems: otlpProblems,
});

export const ingestLogs = endpoint({
  id: "ingestLogs",
  method: "POST",
  path: "/v1/logs",
  summary: "OTLP/HTTP logs",
  needs: "ingest",
  body: otlp,
  reply: { status: 200, stream: "application/x-protobuf" },
  problems: otlpProblems,
});

export const putBlob = endpoint({
  id: "putBlob",
  method: "PUT",
  path: "/v1/blobs/{sha256}",
  summary: "A body above the inline limit, by its digest; idempotent",
  needs: "ingest",
  params: z.object({ sha256 }),
  body: { raw: ["application/octet-stream"] },
  reply: { status: 204 },
  problems: ["digest-mismatch", "too-large", "store-unavailable"],
});

export const getBlob = endpoint({
  id: "getBlob",
  method: "GET",
  path: "/api/v1/blobs/{sha256}",
  summary: "A stored body",
  needs: "payloads:read",
  params: z.object({ sha256 }),
  reply: { status: 200, stream: "application/octet-stream" },
  problems: ["not-found"],
});

export const listQuarantine = endpoint({
  id: "listQuarantine",
  method: "GET",
  path: "/api/v1/quarantine",
  summary: "Telemetry that was refused, newest first, with the reason",
  needs: "quarantine:read",
  query: z.object({
    ...rangeQuery,
    limit: pageSize,
    cursor: cursor.optional(),
    app: commaList(name).optional(),
    source: commaList(name).optional(),
  }),
  reply: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          at: instant,
          app: z.string(),
          environment: z.string(),
          instance: z.string(),
          source: z.string().meta({ description: "ndjson, otlp-traces, otlp-metrics or otlp-logs" }),
          kind: z.string(),
          reason: z.string(),
          position: z.number().int().meta({ description: "Line or item number in its batch, from 1" }),
          rows: z.number().int(),
          excerpt: z.string(),
        }),
      ),
      nextCursor: z.string().nullable(),
      reasons: z.array(z.object({ reason: z.string(), rows: z.number().int() })),
    }),
  },
  problems: ["store-unavailable"],
});
