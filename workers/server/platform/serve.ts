import type { Context as HonoContext, Hono } from "hono";
import type { Endpoint } from "#schema/contract/endpoint";
import type { LicensedFeature } from "#schema/license/license";
import { Problem, problemDocument } from "#schema/problems";
import { admit } from "#server/platform/admit";
import type { Actor, Call, Context, Verb } from "#server/platform/call";
import type { Deps } from "#server/platform/deps";
import { describeCause, wideEvent } from "#server/platform/log";
import { parseRequest } from "#server/platform/parse-request";

export interface Kernel {
  readonly app: Hono;
  readonly deps: Deps;
  /** Finds out who is calling; throws a `Problem` when a credential was sent and is not good. */
  readonly authenticate: (deps: Deps, request: Request) => Promise<Actor>;
  /** Throws `feature-not-licensed` when the license does not include it. */
  readonly entitle: (deps: Deps, ctx: Context, feature: LicensedFeature) => Promise<void>;
  readonly served: Set<string>;
}

const anybody: Actor = { kind: "anonymous", subject: "anonymous" };

interface Served {
  readonly endpoint: Endpoint;
  readonly verb: Verb<Endpoint>;
}

/** Mounts one endpoint of the contract. */
export function serve<const E extends Endpoint>(kernel: Kernel, endpoint: E, verb: Verb<E>): void {
  kernel.served.add(endpoint.id);
  const served = { endpoint, verb: verb as unknown as Verb<Endpoint> };
  kernel.app.on(endpoint.method, routeOf(endpoint), (c) => answer(kernel, served, c));
}

/** `/api/v1/users/{id}` as the router writes it. */
export function routeOf({ path }: Endpoint): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

async function answer(kernel: Kernel, { endpoint, verb }: Served, c: HonoContext): Promise<Response> {
  const { deps } = kernel;
  const startedMs = deps.clock.now();
  const requestId = deps.newId("request");
  const log = wideEvent(deps.writeLine, endpoint.id);
  const replyHeaders = new Headers({ "x-request-id": requestId });
  log.set({ requestId, tenant: deps.tenant, method: endpoint.method, path: endpoint.path });
  let outcome: Record<string, unknown> = { ok: false };
  try {
    const actor = endpoint.needs === "public" ? anybody : await kernel.authenticate(deps, c.req.raw);
    log.set({ actor: actor.subject });
    admit(endpoint, actor, { headers: c.req.raw.headers, params: c.req.param() });
    const ctx: Context = { tenant: deps.tenant, actor, requestId, log, request: c.req.raw, replyHeaders };
    if (endpoint.requires !== undefined) await kernel.entitle(deps, ctx, endpoint.requires);
    const parsed = await parseRequest(endpoint, c.req.raw, { params: c.req.param(), query: c.req.query() });
    const call = { ...parsed, ctx } as unknown as Call<Endpoint>;
    const reply = replyOf(endpoint, await verb(deps, call), replyHeaders);
    outcome = { ok: true, status: reply.status };
    return reply;
  } catch (thrown) {
    const problem = problemOf(thrown);
    outcome = { ok: false, status: problem.status, problem: problem.code, cause: describeCause(problem.facts.cause) };
    return problemReply(problem, requestId, replyHeaders);
  } finally {
    log.end({ ...outcome, durationMs: deps.clock.now() - startedMs });
  }
}

/** The database's own layer wraps what goes wrong below it. */
function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof Error && thrown.cause instanceof Problem) return thrown.cause;
  return new Problem("unexpected", { cause: thrown });
}

export function problemReply(problem: Problem, requestId: string, headers: Headers = new Headers()): Response {
  headers.set("content-type", "application/problem+json");
  if (problem.status === 401) headers.set("www-authenticate", "Bearer");
  if (problem.code === "insufficient-scope") headers.set("www-authenticate", 'Bearer error="insufficient_scope"');
  if (problem.facts.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.facts.retryAfterSeconds));
  return new Response(JSON.stringify(problemDocument(problem, requestId)), { status: problem.status, headers });
}

function replyOf(endpoint: Endpoint, value: unknown, headers: Headers): Response {
  if ("stream" in endpoint.reply) return withHeaders(value as Response, headers);
  if ("redirect" in endpoint.reply) return redirectTo(value as string, headers);
  if (!("body" in endpoint.reply)) return new Response(null, { status: endpoint.reply.status, headers });
  const body = endpoint.reply.body.parse(value);
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(body), { status: endpoint.reply.status, headers });
}

function redirectTo(location: string, headers: Headers): Response {
  headers.set("location", location);
  headers.set("cache-control", "no-store");
  return new Response(null, { status: 302, headers });
}

function withHeaders(response: Response, extra: Headers): Response {
  if (response.webSocket) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of extra) headers.append(name, value);
  return new Response(response.body, { status: response.status, headers });
}
