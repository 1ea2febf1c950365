import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

export interface DemoOptions {
  readonly url: string;
  readonly token: string;
  readonly agents: number;
  readonly rate: number;
  /** undefined: until it is stopped. */
  readonly durationMs: number | undefined;
  readonly seed: number;
  /** File that records what was acknowledged. */
  readonly ledger: string | undefined;
  readonly dataDir: string;
  readonly apiKey: string | undefined;
  /** The administrator that `npm start` was told to make. */
  readonly account: { readonly username: string; readonly password: string } | undefined;
  readonly setupToken: string | undefined;
  /** Take away what the demo made, and do nothing else. */
  readonly remove: boolean;
}

export const usage = `npm run demo -- [flags]     a fleet of simulated Camel apps that speaks the agent protocol

  --url <address>      of the server; default http://127.0.0.1:$PORT (8080)
  --token <token>      bootstrap token; default $CAMELEER_BOOTSTRAP_TOKEN, else the one in $CAMELEER_DATA_DIR (.cameleer)
  --agents <number>    default 12: six apps in prod and in staging
  --rate <number>      exchanges per second that start on their own, default 20; each sets off about six others
  --duration <time>    500ms, 60s, 5m or 1h; default: until Ctrl-C
  --seed <number>      default 1
  --ledger <file>      appends a line for every acknowledged batch
  --api-key <key>      with which environments, apps, a runner and deployments are made; default: the administrator of $CAMELEER_ADMIN_USERNAME and
                       $CAMELEER_ADMIN_PASSWORD, else one that the demo makes on a server that nobody has set up; without any, telemetry alone
  --remove             takes away the environments, apps and runners that the demo made; telemetry and the administrator stay`;

const flags = {
  url: { type: "string" },
  token: { type: "string" },
  agents: { type: "string", default: "12" },
  rate: { type: "string", default: "20" },
  duration: { type: "string" },
  seed: { type: "string", default: "1" },
  ledger: { type: "string" },
  "api-key": { type: "string" },
  remove: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws one sentence that names the flag and what was expected. */
export function readOptions(args: readonly string[], environment: Environment): DemoOptions | "help" {
  const { values } = parseArgs({ args: [...args], options: flags });
  if (values.help) return "help";
  const dataDir = environment["CAMELEER_DATA_DIR"] ?? ".cameleer";
  const secrets = secretsIn(dataDir);
  const { CAMELEER_ADMIN_USERNAME: username, CAMELEER_ADMIN_PASSWORD: password } = environment;
  return {
    url: (values.url ?? `http://127.0.0.1:${environment["PORT"] ?? "8080"}`).replace(/\/+$/, ""),
    token: values.token ?? (environment["CAMELEER_BOOTSTRAP_TOKEN"] || secrets.bootstrapToken) ?? noToken(dataDir),
    agents: positive("agents", values.agents),
    rate: positive("rate", values.rate),
    durationMs: values.duration === undefined ? undefined : durationMs(values.duration),
    seed: positive("seed", values.seed),
    ledger: values.ledger,
    dataDir,
    apiKey: values["api-key"],
    account: username === undefined || password === undefined ? undefined : { username, password },
    setupToken: secrets.setupToken,
    remove: values.remove,
  };
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${flag}: expected a number above 0, not ${text}`);
  return value;
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `60s` and the like, in milliseconds. */
export function durationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const unit = unitMs[match?.[2] ?? ""];
  if (match === null || unit === undefined) throw new Error(`--duration: expected a time such as 60s, 5m or 1h, not ${text}`);
  return Number(match[1]) * unit;
}

/** What `npm start` keeps in its data directory. */
function secretsIn(dataDir: string): { readonly bootstrapToken?: string; readonly setupToken?: string } {
  const file = join(dataDir, "secrets.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ReturnType<typeof secretsIn>) : {};
}

function noToken(dataDir: string): never {
  throw new Error(`--token: no bootstrap token given, and none found in ${dataDir}. Run npm start first, or pass --token.`);
}
