import { z } from "zod";
import { endpoint } from "#schema/contract/endpoint";

const part = z.enum(["ok", "unreachable"]);

export const getHealth = endpoint({
  id: "getHealth",
  method: "GET",
  path: "/api/v1/health",
  summary: "Whether the server and its databases answer",
  needs: "public",
  reply: {
    status: 200,
    body: z.object({ status: z.enum(["ok", "degraded"]), version: z.string(), postgres: part, clickhouse: part }),
  },
  problems: [],
});

export const getOpenApi = endpoint({
  id: "getOpenApi",
  method: "GET",
  path: "/api/v1/openapi.json",
  summary: "This API as an OpenAPI 3.1 document",
  needs: "public",
  reply: { status: 200, body: z.record(z.string(), z.unknown()) },
  problems: [],
});
