import { readFile } from "node:fs/promises";
import tls from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent, fetch, type RequestInit as UndiciRequestInit } from "undici";
import type { Caller } from "#schema/contract/call";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { RunnerClock } from "../clock.ts";

export interface ConnectionSettings {
  /** Origin of the server. */
  readonly url: string;
  /** As `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say; empty for none. */
  readonly proxy: { readonly https: string; readonly http: string; readonly none: string };
  /** PEM file with further certificate authorities; empty for none. */
  readonly caFile: string;
  readonly clock: RunnerClock;
}

/** The way to the server: direct or through a proxy, with the host's certificate authorities and one's own. */
export interface Connection {
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly fetch: Caller["fetch"];
  /** The server's clock minus the host's, from the last answer; 0 before the first. Whole seconds. */
  skewMs(): number;
  close(): Promise<void>;
}

/** A connection on which nothing has come for so long is dead, whatever the system says: a cable was pulled, or a proxy forgot it. */
const silenceMs = runnerTiming.longestWaitMs + 20_000;

/** The header says whole seconds, and the answer was on its way for a while. */
const roundingMs = 2_000;

export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    httpsProxy: settings.proxy.https,
    httpProxy: settings.proxy.http,
    noProxy: settings.proxy.none,
    ...(await trust(settings.caFile)),
  });
  let skewMs = 0;
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(url, { ...asUndici(init), dispatcher });
    const date = Date.parse(response.headers.get("date") ?? "");
    const aheadMs = date - settings.clock.nowMs();
    if (!Number.isNaN(date)) skewMs = Math.abs(aheadMs) < roundingMs ? 0 : aheadMs;
    return asStandard(response);
  };
  const url = settings.url.replace(/\/+$/, "");
  return { url, dispatcher, fetch: send, skewMs: () => skewMs, close: () => dispatcher.close() };
}

async function trust(caFile: string): Promise<Pick<EnvHttpProxyAgent.Options, "connect" | "requestTls" | "proxyTls">> {
  if (caFile === "") return {};
  const ca = [...tls.getCACertificates("default"), await readFile(caFile, "utf8")];
  return { connect: { ca }, requestTls: { ca }, proxyTls: { ca } };
}

/** The package and the platform describe the same standard with types of their own. */
function asUndici(init: RequestInit): UndiciRequestInit {
  return init as unknown as UndiciRequestInit;
}

function asStandard(response: Awaited<ReturnType<typeof fetch>>): Response {
  return response as unknown as Response;
}
