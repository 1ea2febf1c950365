import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { hostPolicy } from "./work/host-policy.ts";

const edge = z.strictObject({
  /** Network on which the proxy reaches apps; empty: the one of the Traefik that is found, else `cameleer-edge`. */
  network: z.string().default(""),
  entrypoint: z.string().default("web"),
  tlsEntrypoint: z.string().default("websecure"),
  certResolver: z.string().default(""),
  /** Origin under which the proxy is reached for apps without a host of their own; empty: this host's loopback name, with the proxy's port. */
  publicOrigin: z.string().default(""),
  /** Whether a Traefik is started when none is found. */
  managed: z.boolean().default(true),
  managedImage: z.string().default("traefik:v3.6.15"),
  managedPort: z.number().int().min(1).max(65_535).default(80),
});

const settings = z.strictObject({
  url: z.string().default(""),
  name: z.string().default(""),
  stateDir: z.string().default("/var/lib/cameleer-runner"),
  executor: z.enum(["auto", "docker", "memory", "none"]).default("auto"),
  dockerHost: z.string().default(""),
  baseImage: z.string().default("eclipse-temurin:21-jre"),
  caFile: z.string().default(""),
  httpsProxy: z.string().default(""),
  httpProxy: z.string().default(""),
  noProxy: z.string().default(""),
  /** After the first signal to end, until what is under way is left as it is. */
  graceSeconds: z.coerce.number().min(0).max(3_600).default(30),
  logFormat: z.enum(["text", "json"]).default("text"),
  /** Tests only: where the process kills itself. */
  fault: z.string().default(""),
  edge: edge.prefault({}),
  policy: hostPolicy.prefault({}),
});
export type Settings = z.output<typeof settings>;

export interface Config {
  readonly settings: Settings;
  readonly file: string;
  /** Where each setting comes from, members of `edge` and `policy` by `edge.network`: a flag, a variable, the file; the rest are defaults. */
  readonly origins: Readonly<Record<string, string>>;
}

/** What is wrong with the configuration, for a person. */
export class BadConfig extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

const variables: Readonly<Record<string, readonly string[]>> = {
  url: ["CAMELEER_URL"],
  name: ["CAMELEER_NAME"],
  stateDir: ["CAMELEER_STATE_DIR", "STATE_DIRECTORY"],
  executor: ["CAMELEER_EXECUTOR"],
  dockerHost: ["CAMELEER_DOCKER_HOST", "DOCKER_HOST"],
  baseImage: ["CAMELEER_BASE_IMAGE"],
  caFile: ["CAMELEER_CA_FILE", "NODE_EXTRA_CA_CERTS"],
  httpsProxy: ["CAMELEER_HTTPS_PROXY", "HTTPS_PROXY", "https_proxy"],
  httpProxy: ["CAMELEER_HTTP_PROXY", "HTTP_PROXY", "http_proxy"],
  noProxy: ["CAMELEER_NO_PROXY", "NO_PROXY", "no_proxy"],
  graceSeconds: ["CAMELEER_GRACE_SECONDS"],
  logFormat: ["CAMELEER_LOG_FORMAT"],
  fault: ["CAMELEER_FAULT"],
};

export const defaultConfigFile = "/etc/cameleer-runner/config.yaml";

/** Flag before environment before file before default. Unknown settings are errors. */
export function readConfig(flags: Readonly<Record<string, unknown>>, environment: Environment): Config {
  const file = String(flags["config"] ?? environment["CAMELEER_CONFIG"] ?? defaultConfigFile);
  const fromFile = readFile(file, flags["config"] !== undefined || environment["CAMELEER_CONFIG"] !== undefined);
  const fromEnvironment = fromVariables(environment);
  const fromFlags = Object.fromEntries(Object.keys(variables).flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]])));
  const parsed = settings.safeParse({ ...fromFile, ...fromEnvironment, ...fromFlags });
  if (!parsed.success) throw new BadConfig(`${file}: ${z.prettifyError(parsed.error)}`);
  const origins = {
    ...Object.fromEntries(leavesOf(fromFile).map((key) => [key, file])),
    ...Object.fromEntries(Object.keys(fromEnvironment).map((key) => [key, variableOf(key, environment) ?? ""])),
    ...Object.fromEntries(
      Object.keys(fromFlags).map((key) => [key, `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`]),
    ),
  };
  return { settings: parsed.data, file, origins };
}

/** Names of what a file sets, one level deep: `url`, `policy.maxMemory`. */
function leavesOf(fromFile: Record<string, unknown>): string[] {
  return Object.entries(fromFile).flatMap(([key, value]) =>
    typeof value === "object" && value !== null ? Object.keys(value).map((name) => `${key}.${name}`) : [key],
  );
}

function variableOf(key: string, environment: Environment): string | undefined {
  return variables[key]?.find((name) => (environment[name] ?? "") !== "");
}

/** The one-time token: `CAMELEER_TOKEN`, or the file that `CAMELEER_TOKEN_FILE` names. */
export function tokenFrom(environment: Environment): string | undefined {
  const file = environment["CAMELEER_TOKEN_FILE"];
  return environment["CAMELEER_TOKEN"] ?? (file === undefined ? undefined : readFileSync(file, "utf8").trim());
}

function readFile(file: string, isNamed: boolean): Record<string, unknown> {
  try {
    return (parse(readFileSync(file, "utf8")) ?? {}) as Record<string, unknown>;
  } catch (error) {
    if (!isNamed && error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new BadConfig(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fromVariables(environment: Environment): Record<string, string> {
  const found = Object.keys(variables).flatMap((key) => {
    const name = variableOf(key, environment);
    return name === undefined ? [] : [[key, environment[name] ?? ""] as const];
  });
  return Object.fromEntries(found);
}
