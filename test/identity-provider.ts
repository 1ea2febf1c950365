import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { errors, Provider } from "oidc-provider";
import { freePort } from "#test/free-port";

/** Somebody at the provider: the subject, and every claim that is told about them. */
export interface Person {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface ProviderWishes {
  /** Site of the server under test, without a trailing slash. */
  readonly site: string;
  /** How the provider reaches that site for back-channel logout. */
  readonly reach?: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Who may have tokens for which organization, as Logto does it. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** Scopes of the API that are granted to people at an organization. */
  readonly scopesOf?: (organization: string, subject: string) => string;
  /** People type their name instead of being signed in as `person`. */
  readonly asks?: boolean;
}

export interface IdentityProvider {
  readonly issuer: string;
  /** Who signs in next. */
  person: Person;
  /** Knows somebody no more, whatever tokens they have. */
  dismiss(sub: string): void;
  /** Paths that were asked. */
  readonly asked: string[];
  stop(): Promise<void>;
}

export const audience = "https://cameleer.example/api";
export const client = { id: "cameleer", secret: "a secret that must not be shown anywhere" };
export const machine = { id: "vendor", secret: "another secret that must not be shown" };

/** A certified OpenID provider (oidc-provider) that signs with ES384, knows resource indicators and, as Logto does, binds tokens to organizations. */
export async function startIdentityProvider(wishes: ProviderWishes): Promise<IdentityProvider> {
  const port = await freePort();
  const issuer = `http://localhost:${port}/oidc`;
  const people = new Map<string, Person>();
  const asked: string[] = [];
  const idp: { person: Person } = { person: { sub: "ann" } };
  const provider = new Provider(issuer, await configurationOf(wishes, people));
  provider.proxy = false;
  const handle = provider.callback();
  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login") {
      const typed = wishes.asks === true ? await typedName(request, response) : idp.person.sub;
      if (typed === undefined) return;
      people.set(typed, typed === idp.person.sub ? idp.person : { sub: typed });
      return provider.interactionFinished(request, response, { login: { accountId: typed } });
    }
    const grant = new provider.Grant({ accountId: session?.accountId ?? "", clientId: String(params["client_id"]) });
    grant.addOIDCScope(String(params["scope"]));
    grant.addResourceScope(audience, "viewer operator admin");
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    request.url = request.url?.replace(/^\/oidc(?=\/)/, "");
    Object.assign(request, { originalUrl: `/oidc${request.url ?? ""}` });
    const work = request.url?.startsWith("/interaction/") === true ? signIn(request, response) : handle(request, response);
    Promise.resolve(work).catch((cause: unknown) => response.writeHead(500).end(String(cause)));
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return Object.assign(idp, { issuer, asked, stop, dismiss: (sub: string) => void people.delete(sub) });
}

const form = `<!doctype html><html lang="en"><title>The company's sign-in</title><main><h1>The company's sign-in</h1>
<form method="post"><label>Name <input name="name" autofocus></label> <button>Continue</button></form></main></html>`;

async function typedName(request: IncomingMessage, response: ServerResponse): Promise<string | undefined> {
  if (request.method !== "POST") {
    response.writeHead(200, { "content-type": "text/html" }).end(form);
    return undefined;
  }
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body).get("name") ?? "";
}

async function configurationOf(wishes: ProviderWishes, people: ReadonlyMap<string, Person>): Promise<Configuration> {
  const { site } = wishes;
  return {
    jwks: { keys: [await privateKey("ES384"), await privateKey("RS256")] },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${site}/api/v1/auth/oidc/callback`],
        post_logout_redirect_uris: [`${site}/sign-in`],
        backchannel_logout_uri: `${site}/api/v1/auth/oidc/backchannel-logout`,
        backchannel_logout_session_required: true,
        grant_types: ["authorization_code", "refresh_token"],
        id_token_signed_response_alg: "ES384",
      },
      {
        client_id: machine.id,
        client_secret: machine.secret,
        redirect_uris: [],
        response_types: [],
        grant_types: ["client_credentials"],
        id_token_signed_response_alg: "ES384",
      },
    ],
    cookies: { keys: ["a key of tests"] },
    scopes: ["openid", "offline_access", "urn:logto:scope:organizations", "viewer", "operator", "admin"],
    claims: {
      openid: ["sub"],
      profile: ["name", "preferred_username", "groups", "roles", "department", "realm_access"],
      email: ["email", "email_verified"],
    },
    findAccount: (_, id) => (people.has(id) ? { accountId: id, claims: async () => ({ ...people.get(id), sub: id }) } : undefined),
    interactions: { url: (_, interaction) => `/oidc/interaction/${interaction.uid}` },
    enabledJWA: { idTokenSigningAlgValues: ["ES384", "RS256"] },
    rotateRefreshToken: true,
    pkce: { required: () => true },
    ttl: { AccessToken: 600, ClientCredentials: 600, IdToken: 600, RefreshToken: 86_400, Grant: 86_400, Session: 86_400, Interaction: 600 },
    extraTokenClaims: (ctx) => organizationClaims(ctx, wishes),
    ...(wishes.reach === undefined ? {} : { fetch: wishes.reach }),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, logoutSource: leaveAtOnce },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => false,
        getResourceServerInfo: (ctx) => ({
          audience,
          scope: scopeOf(ctx, wishes),
          accessTokenFormat: "jwt",
          accessTokenTTL: 600,
          jwt: { sign: { alg: "ES384" } },
        }),
      },
    },
  };
}

/** Scopes at the organization that is asked for; all of them without one. */
function scopeOf(ctx: KoaContextWithOIDC, { scopesOf }: ProviderWishes): string {
  const { organization_id: organization } = ctx.oidc.body ?? {};
  const subject = ctx.oidc.entities.RefreshToken?.accountId ?? ctx.oidc.client?.clientId ?? "";
  return typeof organization === "string" && scopesOf !== undefined ? scopesOf(organization, subject) : "viewer operator admin platform";
}

function organizationClaims(ctx: KoaContextWithOIDC, { members = {} }: ProviderWishes): Record<string, unknown> | undefined {
  const { organization_id: organization } = ctx.oidc.body ?? {};
  if (typeof organization !== "string") return undefined;
  const who = ctx.oidc.entities.RefreshToken?.accountId ?? ctx.oidc.client?.clientId ?? "";
  if (members[organization]?.includes(who) !== true) throw new errors.AccessDenied("user is not a member of the organization");
  return { organization_id: organization };
}

/** Sends the form by which a person would confirm that they want to leave. */
function leaveAtOnce(ctx: KoaContextWithOIDC, html: string): void {
  ctx.body = `<!doctype html><html lang="en"><title>Leaving</title><body>${html}<script>
    const form = document.forms[0]; form.append(Object.assign(document.createElement("input"), { name: "logout", value: "yes" })); form.submit();
  </script></body></html>`;
}

async function privateKey(alg: "ES384" | "RS256") {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), use: "sig", kid: `idp-${alg}`, alg };
}
