import type { Answer, Endpoint, Written } from "#schema/contract/endpoint";
import { isRawBody } from "#schema/contract/endpoint";
import { Problem, problemFromDocument } from "#schema/problems";

type Part<E, Name extends "params" | "query" | "body"> =
  Written<E, Name> extends undefined ? { readonly [K in Name]?: undefined } : { readonly [K in Name]: Written<E, Name> };

type QueryPart<E> =
  Written<E, "query"> extends undefined
    ? { readonly query?: undefined }
    : Record<string, never> extends Written<E, "query">
      ? { readonly query?: Written<E, "query"> }
      : { readonly query: Written<E, "query"> };

type BodyPart<E> = E extends { body: { raw: readonly string[] } }
  ? { readonly body: BodyInit; readonly contentType: string }
  : Part<E, "body">;

export type Input<E extends Endpoint> = Part<E, "params"> & QueryPart<E> & BodyPart<E>;

export interface Caller {
  /** Origin of the server, without a trailing slash; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

interface LooseInput {
  readonly params?: Record<string, unknown> | undefined;
  readonly query?: Record<string, unknown> | undefined;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** The address of an endpoint with its parameters and query filled in; lists are repeated, undefined is left out. */
export function urlOf(endpoint: Endpoint, input: LooseInput): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) search.append(name, String(one));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Calls an endpoint. Throws a `Problem`; a server out of reach is `store-unavailable`. */
export async function call<E extends Endpoint>(caller: Caller, endpoint: E, input: Input<E>): Promise<Answer<E>> {
  const loose = input as LooseInput;
  const response = await send(caller, endpoint, loose);
  if (!response.ok) throw problemFromDocument(await response.json().catch(() => undefined));
  if ("stream" in endpoint.reply) return response as Answer<E>;
  if (!("body" in endpoint.reply)) return undefined as Answer<E>;
  return (await response.json()) as Answer<E>;
}

async function send(caller: Caller, endpoint: Endpoint, input: LooseInput): Promise<Response> {
  const raw = isRawBody(endpoint.body);
  const headers: Record<string, string> = { ...caller.headers };
  if (endpoint.body !== undefined) headers["content-type"] = raw ? (input.contentType ?? "") : "application/json";
  const body = endpoint.body === undefined ? undefined : raw ? (input.body as BodyInit) : JSON.stringify(input.body);
  try {
    return await caller.fetch(`${caller.baseUrl}${urlOf(endpoint, input)}`, {
      method: endpoint.method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(caller.signal === undefined ? {} : { signal: caller.signal }),
    });
  } catch (cause) {
    if (caller.signal?.aborted) throw cause;
    throw new Problem("store-unavailable", { detail: "The server could not be reached.", cause });
  }
}
