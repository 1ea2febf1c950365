import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { Client } from "pg";
import { gatewayUrl } from "./gateway-url.ts";
import { openPostgres, type PostgresConfig } from "./open.ts";
import { ensureTemplate } from "./template.ts";

export interface PostgresOptions {
  /** On disk there; without it (and without `url`) in memory. */
  readonly dataDir?: string;
  /** An external PostgreSQL instead of the embedded one. */
  readonly url?: string;
  readonly password?: string;
  /** How long an open transaction may say nothing, in milliseconds. */
  readonly idleMs?: number;
}

export interface RunningPostgres {
  /** What Neon's driver takes, together with the gateway's address. */
  readonly url: string;
  /** `http://127.0.0.1:port` */
  readonly gateway: string;
  /** Runs `work` as the owner of the tables, past row-level security. */
  asOwner<T>(work: (client: Client) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

function storeOf({ dataDir, url }: PostgresOptions): PostgresConfig["store"] {
  if (url !== undefined) return { url };
  return dataDir === undefined ? { memory: true } : { dataDir };
}

/** A migrated PostgreSQL behind its gateway, inside this process. About a second; three for the first of a version. */
export async function startPostgres(options: PostgresOptions = {}): Promise<RunningPostgres> {
  const password = options.password ?? randomBytes(18).toString("base64url");
  const fresh = options.url === undefined && (options.dataDir === undefined || !existsSync(options.dataDir));
  const config: PostgresConfig = {
    store: storeOf(options),
    ...(fresh ? { templatePath: await ensureTemplate() } : {}),
    port: 0,
    password,
    idleMs: options.idleMs ?? 10_000,
  };
  const opened = await openPostgres(config, (reason) => {
    throw new Error(`The embedded PostgreSQL broke down: ${reason}`);
  });
  return {
    url: gatewayUrl(opened.port, password),
    gateway: `http://127.0.0.1:${opened.port}`,
    asOwner: opened.asOwner,
    stop: () => opened.stop(),
  };
}
