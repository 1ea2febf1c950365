import type { Caller, World } from "#test/world";
import { baseUrl } from "#test/world";

/** A browser that signs in through an identity provider: it keeps cookies, and goes where it is sent. */
export interface ProviderBrowser {
  /** Begins at the address, follows through the provider, and stops at the first answer of the server that sends it to a page or nowhere. */
  visit(path: string): Promise<Response>;
  /** Signs in and returns the page on which it ends up. */
  signIn(returnTo?: string): Promise<string>;
  /** Follows the provider's redirects from its address to the one that leads back, without going there. */
  throughProvider(address: string): Promise<string>;
  /** Ends the provider's own session, as its page would; returns the last answer's status. */
  leaveProvider(issuer: string): Promise<number>;
  /** Requests with the cookies of the server. */
  readonly caller: Caller;
  cookie(name: string): string | undefined;
}

export function aProviderBrowser(world: World): ProviderBrowser {
  const own = new Map<string, string>();
  const theirs = new Map<string, string>();
  let csrfToken = "";
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("cookie", written(own));
    if (csrfToken !== "") headers.set("x-csrf-token", csrfToken);
    const response = await world.anonymous.fetch(path, { ...init, headers });
    keep(own, response);
    return response;
  };
  const askProvider = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(address, { redirect: "manual", ...init, headers: { cookie: written(theirs) } });
    keep(theirs, response);
    return response;
  };
  const throughProvider = async (address: string): Promise<string> => {
    let next = address;
    for (let hops = 0; hops < 12; hops += 1) {
      if (next.startsWith(baseUrl)) return next;
      const response = await askProvider(next);
      const location = response.headers.get("location");
      if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
      next = new URL(location, next).href;
    }
    throw new Error("The provider sends the browser in circles");
  };
  const visit = async (path: string): Promise<Response> => {
    const begun = await ask(path);
    const location = begun.headers.get("location");
    if (location === null) return begun;
    return ask((await throughProvider(location)).slice(baseUrl.length));
  };
  const leaveProvider = async (issuer: string): Promise<number> => {
    const page = await (await askProvider(`${issuer}/session/end`)).text();
    const [, xsrf = ""] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
    const confirmed = await askProvider(`${issuer}/session/end/confirm`, {
      method: "POST",
      body: new URLSearchParams({ xsrf, logout: "yes" }),
    });
    return confirmed.status;
  };
  return {
    visit,
    throughProvider,
    leaveProvider,
    signIn: async (returnTo) => {
      const query = returnTo === undefined ? "" : `?${new URLSearchParams({ returnTo })}`;
      const answer = await visit(`/api/v1/auth/oidc/login${query}`);
      const page = answer.headers.get("location") ?? `${answer.status} ${await answer.text()}`;
      csrfToken = await csrfOf(ask);
      return page;
    },
    caller: {
      call: (endpoint, input) => world.with({ cookie: written(own), "x-csrf-token": csrfToken }).call(endpoint, input),
      fetch: ask,
    },
    cookie: (name) => own.get(name),
  };
}

async function csrfOf(ask: (path: string) => Promise<Response>): Promise<string> {
  const session = await ask("/api/v1/auth/session");
  if (session.status !== 200) return "";
  return ((await session.json()) as { csrfToken: string }).csrfToken;
}

function written(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function keep(cookies: Map<string, string>, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) {
    const [, name = "", value = "", attributes = ""] = /^([^=]+)=([^;]*)(.*)$/s.exec(cookie) ?? [];
    if (value === "" || /max-age=0/i.test(attributes)) cookies.delete(name);
    else cookies.set(name, value);
  }
}
