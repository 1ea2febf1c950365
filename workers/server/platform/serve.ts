import type { Context as HonoContext, Hono } from "hono";
import type { z } from "zod";
import type { Endpoint, RawBody } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import type { ProblemPlace } from "#schema/problems";
import { Problem, problemDocument } from "#schema/problems";
import { admit } from "#server/platform/admit";
import type { Actor, Call, Context, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { wideEvent } from "#server/platform/log";

export interface Kernel {
  readonly app: Hono;
  readonly deps: Deps;
  /** Finds out who is calling; throws a `Problem` when a credential was sent and is not good. */
  readonly authenticate: (deps: Deps, request: Request) => Promise<Actor>;
  readonly served: Set<string>;
}

const jsonBodyLimitBytes = 1024 * 1024;

/** Mounts one endpoint of the contract. */
export function serve<const E extends Endpoint>(kernel: Kernel, endpoint: E, verb: Verb<E>): void {
  kernel.served.add(endpoint.id);
  const path = endpoint.path.replace(/\{(\w+)\}/g, ":$1");
  kernel.app.on(endpoint.method, path, (c) => answer(kernel, endpoint, verb as unknown as Verb<Endpoint>, c));
}

async function answer(kernel: Kernel, endpoint: Endpoint, verb: Verb<Endpoint>, c: HonoContext): Promise<Response> {
  const { deps } = kernel;
  const startedMs = deps.clock.now();
  const requestId = deps.newId("request");
  const log = wideEvent(deps.writeLine, endpoint.id);
  const replyHeaders = new Headers({ "x-request-id": requestId });
  log.set({ requestId, tenant: deps.tenant, method: endpoint.method, path: endpoint.path });
  let outcome: Record<string, unknown> = { ok: false };
  try {
    const actor = await kernel.authenticate(deps, c.req.raw);
    log.set({ actor: actor.subject });
    admit(endpoint, actor, c.req.raw, c.req.param());
    const ctx: Context = { tenant: deps.tenant, actor, requestId, log, request: c.req.raw, replyHeaders };
    const call = { ...(await parseRequest(endpoint, c)), ctx } as unknown as Call<Endpoint>;
    const reply = replyOf(endpoint, await verb(deps, call), replyHeaders);
    outcome = { ok: true, status: reply.status };
    return reply;
  } catch (thrown) {
    const problem = thrown instanceof Problem ? thrown : new Problem("unexpected", { cause: thrown });
    outcome = { ok: false, status: problem.status, problem: problem.code, cause: describe(problem.facts.cause) };
    return problemReply(problem, requestId, replyHeaders);
  } finally {
    log.end({ ...outcome, durationMs: deps.clock.now() - startedMs });
  }
}

export function problemReply(problem: Problem, requestId: string, headers: Headers = new Headers()): Response {
  headers.set("content-type", "application/problem+json");
  if (problem.facts.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.facts.retryAfterSeconds));
  return new Response(JSON.stringify(problemDocument(problem, requestId)), { status: problem.status, headers });
}

function describe(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  return cause instanceof Error ? (cause.stack ?? cause.message).slice(0, 2_000) : String(cause).slice(0, 2_000);
}

async function parseRequest(endpoint: Endpoint, c: HonoContext): Promise<Record<string, unknown>> {
  const places: ProblemPlace[] = [];
  const params = parsePart("params", endpoint.params, c.req.param(), places);
  const query = parsePart("query", endpoint.query, c.req.query(), places);
  const body = await parseBody(endpoint, c.req.raw, places);
  if (places.length > 0) {
    throw new Problem("invalid-request", { detail: places.map((place) => `${place.pointer}: ${place.detail}`).join("; "), errors: places });
  }
  return { params, query, body };
}

function parsePart(part: string, schema: z.ZodType | undefined, value: unknown, places: ProblemPlace[]): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    places.push({ pointer: `/${[part, ...issue.path.map(String)].join("/")}`, detail: issue.message });
  }
  return undefined;
}

async function parseBody(endpoint: Endpoint, request: Request, places: ProblemPlace[]): Promise<unknown> {
  const schema = endpoint.body;
  if (schema === undefined) return undefined;
  if (isRawBody(schema)) {
    requireContentType(request, schema);
    return undefined;
  }
  const text = await request.text();
  if (text.length > jsonBodyLimitBytes) throw new Problem("too-large", { detail: "A JSON body may have 1 MiB." });
  try {
    return parsePart("body", schema, JSON.parse(text), places);
  } catch {
    throw new Problem("invalid-request", { detail: "The body is not JSON.", errors: [{ pointer: "/body", detail: "Expected JSON" }] });
  }
}

function requireContentType(request: Request, body: RawBody): void {
  const sent = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (body.raw.includes(sent)) return;
  throw new Problem("unsupported-media-type", { detail: `Send ${body.raw.join(" or ")}, not ${sent === "" ? "an unnamed type" : sent}.` });
}

function replyOf(endpoint: Endpoint, value: unknown, headers: Headers): Response {
  if ("stream" in endpoint.reply) return withHeaders(value as Response, headers);
  if (!("body" in endpoint.reply)) return new Response(null, { status: endpoint.reply.status, headers });
  const body = endpoint.reply.body.parse(value);
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(body), { status: endpoint.reply.status, headers });
}

function withHeaders(response: Response, extra: Headers): Response {
  if (response.webSocket) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of extra) headers.append(name, value);
  return new Response(response.body, { status: response.status, headers });
}
