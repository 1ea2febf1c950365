import type { Secrets } from "./data/secrets.ts";
import type { Settings } from "./settings/definitions.ts";

/** Where the databases answer. */
export interface Databases {
  readonly databaseUrl: string;
  readonly databaseGateway: string;
  readonly clickhouseUrl: string;
}

/** The variables of the server bundle. */
export function serverVariables(settings: Settings, secrets: Secrets, databases: Databases): Record<string, string> {
  const { CAMELEER_ADMIN_USERNAME: username, CAMELEER_ADMIN_PASSWORD: password } = settings;
  const variables: Record<string, string | undefined> = {
    CAMELEER_TENANT_ID: settings.CAMELEER_TENANT_ID,
    CAMELEER_DATABASE_URL: databases.databaseUrl,
    CAMELEER_DATABASE_GATEWAY: databases.databaseGateway,
    CAMELEER_CLICKHOUSE_URL: databases.clickhouseUrl,
    CAMELEER_PUBLIC_URL: settings.CAMELEER_PUBLIC_URL,
    CAMELEER_SECRET: secrets.server,
    CAMELEER_BOOTSTRAP_TOKEN: settings.CAMELEER_BOOTSTRAP_TOKEN ?? secrets.bootstrapToken,
    CAMELEER_ADMIN_USERNAME: username,
    CAMELEER_ADMIN_PASSWORD: password,
    CAMELEER_SETUP_TOKEN: username === undefined ? secrets.setupToken : undefined,
    CAMELEER_ROUTING_MODE: settings.CAMELEER_ROUTING_MODE,
    CAMELEER_ROUTING_DOMAIN: settings.CAMELEER_ROUTING_DOMAIN,
    CAMELEER_AUTH_LOCAL_ENABLED: settings.CAMELEER_AUTH_LOCAL_ENABLED,
    CAMELEER_OIDC_ISSUER_URI: settings.CAMELEER_OIDC_ISSUER_URI,
    CAMELEER_OIDC_AUDIENCE: settings.CAMELEER_OIDC_AUDIENCE,
    CAMELEER_OIDC_ORGANIZATION_ID: settings.CAMELEER_OIDC_ORGANIZATION_ID,
    CAMELEER_OIDC_CLIENT_ID: settings.CAMELEER_OIDC_CLIENT_ID,
    CAMELEER_OIDC_CLIENT_SECRET: settings.CAMELEER_OIDC_CLIENT_SECRET,
    CAMELEER_TRUSTED_PROXIES: settings.CAMELEER_TRUSTED_PROXIES,
    CAMELEER_OUTBOUND_PRIVATE: settings.CAMELEER_OUTBOUND_PRIVATE,
    CAMELEER_LICENSE: settings.CAMELEER_LICENSE,
  };
  return Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
