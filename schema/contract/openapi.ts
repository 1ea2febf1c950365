import { z } from "zod";
import type { Endpoint, Needs } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import type { ProblemCode } from "#schema/problems";
import { problems } from "#schema/problems";

type Json = Record<string, unknown>;

/** The contract as an OpenAPI 3.1 document of that version of the product. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) (paths[endpoint.path] ??= {})[endpoint.method.toLowerCase()] = operationOf(endpoint);
  return {
    openapi: "3.1.0",
    info: { title: "Cameleer", version, description: "Observability and runtime platform for Apache Camel." },
    servers: [{ url: "/" }],
    paths,
    components: { schemas: { Problem: problemSchema }, securitySchemes },
  };
}

const securitySchemes = {
  session: { type: "apiKey", in: "cookie", name: "__Host-cameleer-session", description: "Changes also need the header `x-csrf-token`" },
  user: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "Access token from `/api/v1/auth/login`" },
  bootstrap: { type: "http", scheme: "bearer", description: "The token with which agents and exporters sign up" },
  agent: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "Access token from `/v1/agents`" },
  runner: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "Access token from `/runner/v1/token`" },
};

const textSpan = {
  type: "object",
  description: "Where in a text of some length, in UTF-16 positions",
  required: ["start", "end"],
  properties: { start: { type: "integer" }, end: { type: "integer" } },
};

const problemSchema = {
  type: "object",
  description: "RFC 9457",
  required: ["type", "code", "title", "status"],
  properties: {
    type: { type: "string", format: "uri" },
    code: { type: "string", enum: Object.keys(problems) },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "What to do next" },
    instance: { type: "string", description: "Request id" },
    retryAfterSeconds: { type: "number" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: {
          pointer: { type: "string", description: "JSON pointer, e.g. `/body/name`" },
          detail: { type: "string" },
          span: textSpan,
        },
      },
    },
  },
};

function operationOf(endpoint: Endpoint): Json {
  const parameters = [...parametersOf(endpoint.params, "path"), ...parametersOf(endpoint.query, "query")];
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    ...(isPermission(endpoint.needs) ? { "x-permission": endpoint.needs } : {}),
    security: securityOf(endpoint.needs),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(endpoint.body === undefined ? {} : { requestBody: { required: true, content: contentOf(endpoint.body) } }),
    responses: { ...replyOf(endpoint), ...problemsOf(endpoint) },
  };
}

function isPermission(needs: Needs): boolean {
  return needs.includes(":");
}

function securityOf(needs: Needs): Json[] {
  if (needs === "public") return [];
  if (needs === "ingest") return [{ bootstrap: [] }, { agent: [] }];
  if (needs === "bootstrap" || needs === "agent" || needs === "runner") return [{ [needs]: [] }];
  return [{ session: [] }, { user: [] }];
}

function parametersOf(schema: z.ZodObject | undefined, place: "path" | "query"): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = written(schema) as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: property,
  }));
}

function contentOf(body: NonNullable<Endpoint["body"]>): Json {
  if (!isRawBody(body)) return { "application/json": { schema: written(body) } };
  return Object.fromEntries(body.raw.map((type) => [type, {}]));
}

function replyOf({ reply, summary }: Endpoint): Json {
  if ("body" in reply)
    return { [reply.status]: { description: summary, content: { "application/json": { schema: returned(reply.body) } } } };
  if (!("stream" in reply)) return { 204: { description: "Done" } };
  if (reply.stream === "websocket") return { 101: { description: "A WebSocket" } };
  return { 200: { description: summary, content: { [reply.stream]: {} } } };
}

/** By status; what every endpoint may raise besides its own problems follows from what it needs and takes. */
function problemsOf(endpoint: Endpoint): Json {
  const { body, needs, params, query } = endpoint;
  const takesJson = body !== undefined && !isRawBody(body);
  const codes: ProblemCode[] = [
    ...endpoint.problems,
    ...(needs === "public" ? [] : (["unauthenticated", "forbidden"] as const)),
    ...(params !== undefined || query !== undefined || takesJson ? (["invalid-request"] as const) : []),
    ...(takesJson ? (["too-large"] as const) : []),
    "store-unavailable",
    "unexpected",
  ];
  const byStatus = Map.groupBy(new Set(codes), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, known]) => [
      status,
      {
        description: known.map((code) => `\`${code}\`: ${problems[code].title}`).join("; "),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

const written = (schema: z.ZodType): Json => jsonSchema(schema, "input");
const returned = (schema: z.ZodType): Json => jsonSchema(schema, "output");

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
