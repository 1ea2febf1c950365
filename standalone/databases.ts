import { join } from "node:path";
import { forkChild, type Ending } from "./child/fork.ts";
import { askClickHouse } from "./clickhouse/ask.ts";
import { startClickHouse } from "./clickhouse/start.ts";
import type { DataDir } from "./data/open-data-dir.ts";
import { migrateClickHouse } from "./migrate/clickhouse.ts";
import type { PostgresReady } from "./postgres/main.ts";
import type { PostgresConfig } from "./postgres/open.ts";
import { gatewayUrl } from "./postgres/gateway-url.ts";
import type { Settings } from "./settings/definitions.ts";
import type { Databases } from "./variables.ts";

/** A process the product cannot do without. */
export interface Part {
  readonly name: string;
  readonly ended: Promise<Ending>;
  stop(): Promise<unknown>;
}

const idleMs = 15_000;

async function startPostgres(settings: Settings, dataDir: DataDir): Promise<{ part: Part; url: string; gateway: string }> {
  const external = settings.CAMELEER_DATABASE_URL;
  const config: PostgresConfig = {
    store: external === undefined ? { dataDir: dataDir.postgres } : { url: external },
    port: 0,
    password: dataDir.secrets.postgres,
    idleMs,
  };
  const child = await forkChild<PostgresConfig, PostgresReady>(join(import.meta.dirname, "postgres/main.ts"), config);
  const { port } = child.ready;
  const name = external === undefined ? "The embedded PostgreSQL" : "The gateway to PostgreSQL";
  return {
    part: { name, ended: child.ended, stop: () => child.stop() },
    url: gatewayUrl(port, config.password),
    gateway: `http://127.0.0.1:${port}`,
  };
}

const oldestClickHouse = 26.2;

async function useExternal(url: string): Promise<void> {
  const { host } = new URL(url);
  try {
    const version = await askClickHouse(url, "SELECT version()");
    if (Number.parseFloat(version) < oldestClickHouse) throw new Error(`it is version ${version.trim()}, older than ${oldestClickHouse}.`);
    await migrateClickHouse(url);
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : cause;
    const words = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`CAMELEER_CLICKHOUSE_URL: ClickHouse at ${host} cannot be used: ${words}`, { cause });
  }
}

async function openClickHouse(settings: Settings, dataDir: DataDir): Promise<{ parts: Part[]; url: string }> {
  const external = settings.CAMELEER_CLICKHOUSE_URL;
  if (external !== undefined) {
    await useExternal(external);
    return { parts: [], url: external };
  }
  const { url, ended, stop } = await startClickHouse({ dataDir: dataDir.clickhouse, password: dataDir.secrets.clickhouse });
  await migrateClickHouse(url);
  return { parts: [{ name: "The embedded ClickHouse", ended, stop }], url };
}

/** Starts the embedded databases, or the ways to external ones, side by side, and brings them up to date. */
export async function openDatabases(settings: Settings, dataDir: DataDir): Promise<Databases & { readonly parts: readonly Part[] }> {
  const [postgres, clickhouse] = await Promise.all([startPostgres(settings, dataDir), openClickHouse(settings, dataDir)]);
  return {
    databaseUrl: postgres.url,
    databaseGateway: postgres.gateway,
    clickhouseUrl: clickhouse.url,
    parts: [postgres.part, ...clickhouse.parts],
  };
}
