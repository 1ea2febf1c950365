import { z } from "zod";

/** Expectations are whole phrases: a refusal reads `NAME: got <shape>, expected <phrase>.` */
const text = (expected: string, pattern: RegExp): z.ZodString => z.string().regex(pattern, expected);

const port = text("a port number from 1 to 65535", /^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, "a port number from 1 to 65535");

const url = (expected: string, protocol: RegExp): z.ZodURL => z.url({ protocol, error: expected });

export const defaultLicenseFile = "/etc/cameleer/license.jwt";

/** Every setting of the standalone product. A flag is the name without `CAMELEER_`: `--data-dir`, `--port`. */
export const definitions = z.object({
  PORT: port.default(8080),
  CAMELEER_DATA_DIR: z.string().min(1, "a directory").default(".cameleer"),
  CAMELEER_TENANT_ID: text("lower-case letters, digits, - or _, at most 63", /^[a-z0-9][a-z0-9_-]{0,62}$/).default("default"),
  CAMELEER_DATABASE_URL: url("postgres://user:password@host:port/database", /^postgres(ql)?$/).optional(),
  CAMELEER_CLICKHOUSE_URL: url("http(s)://user:password@host:port/database", /^https?$/).optional(),
  CAMELEER_PUBLIC_URL: url("http(s)://host", /^https?$/).optional(),
  CAMELEER_ADMIN_USERNAME: text("1 to 64 characters without spaces", /^\S{1,64}$/).optional(),
  CAMELEER_ADMIN_PASSWORD: z.string().min(8, "at least 8 characters").max(256, "at most 256 characters").optional(),
  CAMELEER_BOOTSTRAP_TOKEN: text("at least 8 characters without spaces", /^\S{8,}$/).optional(),
  CAMELEER_ROUTING_MODE: z.enum(["path", "subdomain"], { error: "path or subdomain" }).default("path"),
  CAMELEER_ROUTING_DOMAIN: text("a host name such as apps.example.com", /^[a-z0-9.-]+$/).optional(),
  CAMELEER_AUTH_LOCAL_ENABLED: z.enum(["true", "false"], { error: "true or false" }).default("true"),
  CAMELEER_OIDC_ISSUER_URI: url("http(s)://host/path", /^https?$/).optional(),
  CAMELEER_OIDC_AUDIENCE: z.string().optional(),
  CAMELEER_OIDC_ORGANIZATION_ID: z.string().optional(),
  CAMELEER_OIDC_CLIENT_ID: z.string().optional(),
  CAMELEER_OIDC_CLIENT_SECRET: z.string().optional(),
  CAMELEER_TRUSTED_PROXIES: text("address ranges such as 10.0.0.0/8, separated by commas", /^[0-9a-fA-F.:/, ]+$/).optional(),
  CAMELEER_OUTBOUND_PRIVATE: z.enum(["true", "false"], { error: "true or false" }).default("false"),
  CAMELEER_LICENSE: z.string().optional(),
  CAMELEER_LICENSE_FILE: z.string().min(1, "a file").default(defaultLicenseFile),
});

export type Settings = z.output<typeof definitions>;

export const settingNames = Object.keys(definitions.shape);

/** `CAMELEER_DATA_DIR` → `data-dir` */
export function flagOf(name: string): string {
  return name
    .replace(/^CAMELEER_/, "")
    .toLowerCase()
    .replaceAll("_", "-");
}
