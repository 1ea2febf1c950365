import { z } from "zod";
import type { AddressRange } from "#server/platform/trusted-proxies";
import { addressRange } from "#server/platform/trusted-proxies";
import { Secret } from "#server/platform/secret";

/** What the platform hands to the Worker: variables as text, bindings as objects. */
export type Env = Readonly<Record<`CAMELEER_${string}`, string | undefined>> & {
  readonly AGENT_HUB: DurableObjectNamespace;
  readonly RUNNER_HUB: DurableObjectNamespace;
  /** A bucket on Cloudflare, a writable disk service on workerd. */
  readonly BLOBS: R2Bucket | Fetcher;
  readonly ASSETS: Fetcher;
  /** Reaches public addresses only, whatever a name stands for; on Cloudflare there is no other way, and no such binding. */
  readonly OUTWARD: Fetcher | undefined;
};

export interface OidcConfig {
  /** Exactly as it stands in tokens. */
  readonly issuer: string;
  /** Empty: not checked. */
  readonly audience: string;
  /** Empty: tokens need not be bound to an organization. */
  readonly organizationId: string;
  /** Empty: tokens are accepted, nobody signs in. */
  readonly clientId: string;
  /** Undefined for a public client. */
  readonly clientSecret: Secret | undefined;
}

/** The variables, parsed. Secrets print as `[secret]`. */
export interface Config {
  readonly tenant: string;
  readonly databaseUrl: Secret;
  /** Undefined when the database is Neon's. */
  readonly databaseGateway: URL | undefined;
  readonly clickhouseUrl: Secret;
  /** The address people and agents use, without a trailing slash; undefined when every request's own address is right. */
  readonly publicUrl: string | undefined;
  /** Keys per purpose are derived from the first; the others still verify what they signed. */
  readonly secrets: readonly [Secret, ...Secret[]];
  readonly bootstrapToken: Secret;
  readonly firstAdmin: { readonly username: string; readonly password: Secret } | undefined;
  readonly setupToken: Secret | undefined;
  /** How deployed apps are reached from outside; `domain` is undefined when any host will do. */
  readonly routing: { readonly mode: "path" | "subdomain"; readonly domain: string | undefined };
  readonly localLogin: boolean;
  /** The identity provider of the environment; with one, none can be stored. */
  readonly oidc: OidcConfig | undefined;
  /** Whether addresses that people or providers name may be private ones. */
  readonly outboundPrivate: boolean;
  /** Whose `X-Forwarded-For` is believed; none where the platform names the caller's address itself. */
  readonly trustedProxies: readonly AddressRange[];
  /** A license as its text; whether it is good is found out where it is used, so that a bad one does not stop the start. */
  readonly license: Secret | undefined;
}

const optional = z
  .string()
  .transform((text) => (text.trim() === "" ? undefined : text))
  .optional();
const secret = z.string().transform((text) => new Secret(text));

const signingSecret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43,}$/, "expected at least 32 random bytes as base64url (43 characters)")
  .transform((text) => new Secret(text));

function addressRanges(text: string, ctx: z.RefinementCtx): readonly AddressRange[] {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  const ranges = parts.flatMap((part) => addressRange(part) ?? []);
  if (ranges.length < parts.length)
    ctx.addIssue({ code: "custom", message: "expected address ranges such as 10.0.0.0/8, separated by commas" });
  return ranges;
}

const variables = z.object({
  CAMELEER_TENANT_ID: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "expected lower-case letters, digits, - or _")
    .default("default"),
  CAMELEER_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "expected postgres://user:password@host/database" }).pipe(secret),
  CAMELEER_DATABASE_GATEWAY: optional.pipe(
    z
      .url({ error: "expected http://host:port" })
      .transform((text) => new URL(text))
      .optional(),
  ),
  CAMELEER_CLICKHOUSE_URL: z.url({ protocol: /^https?$/, error: "expected http(s)://user:password@host:port/database" }).pipe(secret),
  CAMELEER_PUBLIC_URL: optional.pipe(
    z
      .url({ protocol: /^https?$/, error: "expected http(s)://host" })
      .transform((text) => text.replace(/\/+$/, ""))
      .optional(),
  ),
  CAMELEER_SECRET: signingSecret,
  CAMELEER_SECRET_PREVIOUS: optional.pipe(signingSecret.optional()),
  CAMELEER_BOOTSTRAP_TOKEN: z.string().min(8, "expected at least 8 characters").pipe(secret),
  CAMELEER_ADMIN_USERNAME: optional,
  CAMELEER_ADMIN_PASSWORD: optional,
  CAMELEER_SETUP_TOKEN: optional,
  CAMELEER_LICENSE: optional,
  CAMELEER_OIDC_ISSUER_URI: optional.pipe(z.url({ protocol: /^https?$/, error: "expected http(s)://host/path" }).optional()),
  CAMELEER_OIDC_AUDIENCE: optional,
  CAMELEER_OIDC_ORGANIZATION_ID: optional,
  CAMELEER_OIDC_CLIENT_ID: optional,
  CAMELEER_OIDC_CLIENT_SECRET: optional,
  CAMELEER_OUTBOUND_PRIVATE: z.enum(["true", "false"], { error: "expected true or false" }).default("false"),
  CAMELEER_TRUSTED_PROXIES: z.string().default("").transform(addressRanges),
  CAMELEER_ROUTING_MODE: z.enum(["path", "subdomain"], { error: "expected path or subdomain" }).default("path"),
  CAMELEER_ROUTING_DOMAIN: optional.pipe(
    z
      .string()
      .regex(/^[a-z0-9.-]+$/, "expected a host name such as apps.example.com")
      .optional(),
  ),
  CAMELEER_AUTH_LOCAL_ENABLED: z.enum(["true", "false"], { error: "expected true or false" }).default("true"),
});

/** Throws one sentence that names the first wrong variable and what was expected, never its value. */
export function parseConfig(env: Readonly<Record<string, unknown>>): Config {
  const result = variables.safeParse(env);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = String(issue?.path[0]);
    throw new Error(`${name}: ${env[name] === undefined ? "is missing" : issue?.message}`);
  }
  return configOf(result.data);
}

function configOf(values: z.output<typeof variables>): Config {
  const { CAMELEER_ADMIN_USERNAME: username, CAMELEER_ADMIN_PASSWORD: password } = values;
  if ((username === undefined) !== (password === undefined)) {
    throw new Error("CAMELEER_ADMIN_USERNAME and CAMELEER_ADMIN_PASSWORD: expected both or neither");
  }
  const oidc = oidcOf(values);
  if (values.CAMELEER_AUTH_LOCAL_ENABLED === "false" && oidc === undefined) {
    throw new Error("CAMELEER_AUTH_LOCAL_ENABLED: false without CAMELEER_OIDC_ISSUER_URI would let nobody in");
  }
  const previous = values.CAMELEER_SECRET_PREVIOUS;
  return {
    tenant: values.CAMELEER_TENANT_ID,
    databaseUrl: values.CAMELEER_DATABASE_URL,
    databaseGateway: values.CAMELEER_DATABASE_GATEWAY,
    clickhouseUrl: values.CAMELEER_CLICKHOUSE_URL,
    publicUrl: values.CAMELEER_PUBLIC_URL,
    secrets: previous === undefined ? [values.CAMELEER_SECRET] : [values.CAMELEER_SECRET, previous],
    bootstrapToken: values.CAMELEER_BOOTSTRAP_TOKEN,
    firstAdmin: username === undefined || password === undefined ? undefined : { username, password: new Secret(password) },
    setupToken: values.CAMELEER_SETUP_TOKEN === undefined ? undefined : new Secret(values.CAMELEER_SETUP_TOKEN),
    routing: routingOf(values),
    localLogin: values.CAMELEER_AUTH_LOCAL_ENABLED === "true",
    oidc,
    trustedProxies: values.CAMELEER_TRUSTED_PROXIES,
    outboundPrivate: values.CAMELEER_OUTBOUND_PRIVATE === "true",
    license: values.CAMELEER_LICENSE === undefined ? undefined : new Secret(values.CAMELEER_LICENSE.trim()),
  };
}

function oidcOf(values: z.output<typeof variables>): OidcConfig | undefined {
  const { CAMELEER_OIDC_ISSUER_URI: issuer, CAMELEER_OIDC_CLIENT_ID: clientId, CAMELEER_OIDC_CLIENT_SECRET: clientSecret } = values;
  const { CAMELEER_OIDC_AUDIENCE: audience, CAMELEER_OIDC_ORGANIZATION_ID: organizationId } = values;
  if (issuer === undefined && [clientId, clientSecret, audience, organizationId].some((value) => value !== undefined)) {
    throw new Error("CAMELEER_OIDC_ISSUER_URI: is missing, though other settings of the identity provider are there");
  }
  if (organizationId !== undefined && audience === undefined) {
    throw new Error(
      "CAMELEER_OIDC_AUDIENCE: is missing; CAMELEER_OIDC_ORGANIZATION_ID needs it, since only tokens for this API name an organization",
    );
  }
  if (clientSecret !== undefined && clientId === undefined) {
    throw new Error("CAMELEER_OIDC_CLIENT_ID: is missing, though CAMELEER_OIDC_CLIENT_SECRET is there");
  }
  return issuer === undefined
    ? undefined
    : {
        issuer,
        audience: audience ?? "",
        organizationId: organizationId ?? "",
        clientId: clientId ?? "",
        clientSecret: clientSecret === undefined ? undefined : new Secret(clientSecret),
      };
}

function routingOf(values: z.output<typeof variables>): Config["routing"] {
  const { CAMELEER_ROUTING_MODE: mode, CAMELEER_ROUTING_DOMAIN: domain } = values;
  if (mode === "subdomain" && domain === undefined) {
    throw new Error("CAMELEER_ROUTING_DOMAIN: is missing, and CAMELEER_ROUTING_MODE is subdomain");
  }
  return { mode, domain };
}
