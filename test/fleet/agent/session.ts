import type { Answer } from "#schema/contract/endpoint";
import type { registerAgent } from "#schema/contract/agent-protocol";
import type { Random } from "../random.ts";
import { pauseBefore, retryAfterMs } from "./backoff.ts";
import { retryableStatuses } from "#schema/protocol/v1/limits";

export type Registration = Answer<typeof registerAgent>;

export interface SignUp {
  readonly app: string;
  readonly environment: string;
  readonly instance: string;
  readonly installation: string;
  readonly boot: number;
  readonly capabilities: readonly string[];
  readonly camelVersion: string;
  readonly javaVersion: string;
  readonly agentVersion: string;
  readonly runtime: string;
}

export interface SessionOptions {
  readonly url: string;
  readonly bootstrapToken: string;
  readonly signUp: SignUp;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** An agent's identity with the server: signs up, authenticates calls, renews tokens, signs up again when they are lost. */
export interface Session {
  /** Of the server, without a trailing slash. */
  readonly url: string;
  readonly registration: Registration;
  /** Authenticated; a 401 is answered by a renewal and one more try. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** For links that cannot go through `fetch`. */
  readonly accessToken: string;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const registration = await register(options);
  let tokens: Pick<Registration, "accessToken" | "refreshToken"> = registration;
  let renewing: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    const response = await post(options, `/v1/agents/${registration.agentId}/token`, { refreshToken: tokens.refreshToken });
    tokens = response.ok ? ((await response.json()) as Registration) : await register(options);
  };
  const authorized = (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${tokens.accessToken}`);
    return fetch(`${options.url}${path}`, { ...init, headers });
  };
  return {
    url: options.url,
    registration,
    get accessToken() {
      return tokens.accessToken;
    },
    fetch: async (path, init = {}) => {
      const first = await authorized(path, init);
      if (first.status !== 401) return first;
      await first.body?.cancel();
      renewing ??= renew().finally(() => (renewing = undefined));
      await renewing;
      return authorized(path, init);
    },
  };
}

/** Tries until the server answers; throws when it refuses. */
async function register(options: SessionOptions): Promise<Registration> {
  for (let attempt = 0; ; attempt++) {
    options.signal.throwIfAborted();
    const response = await post(options, "/v1/agents", options.signUp, options.bootstrapToken).catch(() => undefined);
    if (response?.ok === true) return (await response.json()) as Registration;
    if (response !== undefined && !retryableStatuses.includes(response.status)) {
      throw new Error(`The server refuses the agent: ${response.status} ${await response.text()}`);
    }
    await pause(pauseBefore(attempt, options.random, response === undefined ? 0 : retryAfterMs(response.headers)), options.signal);
  }
}

function post({ url, signal }: SessionOptions, path: string, ...[body, token]: [body: unknown, token?: string]): Promise<Response> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetch(`${url}${path}`, {
    method: "POST",
    signal,
    headers: { "content-type": "application/json", ...authorization },
    body: JSON.stringify(body),
  });
}

/** Resolves after that time, or as soon as the signal is given. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
    if (signal.aborted) end();
  });
}
