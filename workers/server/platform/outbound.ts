import type { Config } from "#server/env";
import { isPrivateHost } from "#server/platform/outbound-address";

const timeoutMs = 5_000;
const limitBytes = 256 * 1024;

/** Why an address that a person or a provider named was not asked, or its answer not read. The message is fit for an administrator. */
export class OutboundRefused extends Error {}

/** The only way out to addresses that people or providers name. */
export interface Outbound {
  /** Shaped like `fetch`: 5 seconds and 256 kB for the answer, which is read whole; no redirects. Throws `OutboundRefused`. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

type OutboundPolicy = Pick<Config, "outboundPrivate" | "oidc">;

/** How requests leave. A name can be made to stand for a private address: only a network that refuses those helps against it. */
export interface Ways {
  readonly anywhere: typeof fetch;
  readonly publicOnly: typeof fetch;
}

/** An issuer that the configuration names is trusted for its own origin, wherever that is. */
export function openOutbound(policy: OutboundPolicy, ways: Ways): Outbound {
  return {
    fetch: async (url, init = {}) => {
      const send = ways[wayTo(policy, url)];
      const { status, headers, body } = await answerOf(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) }, send);
      return new Response(body, { status, headers });
    },
  };
}

/** Throws `OutboundRefused` when the address may not be asked. */
function wayTo({ outboundPrivate, oidc }: OutboundPolicy, address: string): keyof Ways {
  if (!URL.canParse(address)) throw new OutboundRefused(`${address.slice(0, 200)} is not an address`);
  const { protocol, origin, hostname, username, password } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") throw new OutboundRefused(`${protocol} addresses are not asked, only http and https`);
  if (username !== "" || password !== "") throw new OutboundRefused("An address with a password in it is not asked");
  const trusted = outboundPrivate || (oidc !== undefined && new URL(oidc.issuer).origin === origin);
  if (!trusted && isPrivateHost(hostname)) {
    throw new OutboundRefused(`${hostname} is a private address, which this server is not allowed to ask (CAMELEER_OUTBOUND_PRIVATE)`);
  }
  return trusted ? "anywhere" : "publicOnly";
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer> | null;
}

async function answerOf(url: string, init: RequestInit, send: typeof fetch): Promise<Answer> {
  const { host } = new URL(url);
  try {
    const response = await send(url, init);
    const { status, headers } = response;
    if (status >= 300 && status < 400) throw new OutboundRefused(`${host} sends elsewhere, and redirects are not followed`);
    const body = await boundedBody(response, host);
    return { status, headers, body: status === 204 ? null : body };
  } catch (thrown) {
    if (thrown instanceof OutboundRefused) throw thrown;
    const late = thrown instanceof Error && thrown.name === "TimeoutError";
    throw new OutboundRefused(late ? `${host} did not answer within 5 seconds` : `${host} cannot be reached`, { cause: thrown });
  }
}

async function boundedBody(response: Response, host: string): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limitBytes) throw new OutboundRefused(`${host} answers with more than 256 kB`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
