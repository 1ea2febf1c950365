import type { Input } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import type { Answer, Endpoint } from "#schema/contract/endpoint";

let csrfToken = "";

/** Every changing request must carry the token that came with the session. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export function csrfHeaders(): Readonly<Record<string, string>> {
  return { "x-csrf-token": csrfToken };
}

/** Calls the page's own server with the session cookie. Throws a `Problem`. */
export function request<E extends Endpoint>(endpoint: E, input: Input<E>, signal?: AbortSignal): Promise<Answer<E>> {
  const caller = {
    baseUrl: "",
    fetch: (url: string, init: RequestInit) => fetch(url, { ...init, credentials: "same-origin" }),
    headers: endpoint.method === "GET" ? {} : csrfHeaders(),
    ...(signal && { signal }),
  };
  return call(caller, endpoint, input);
}
