import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forkChild, type Ending } from "../child/fork.ts";
import { widths } from "./server.ts";

export interface ClickHouseConfig {
  readonly dataDir: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface ClickHouseReady {
  readonly port: number;
}

export interface ClickHouseOptions {
  /** Kept after `stop`; without it the data lives in a temporary directory, removed by `stop`. */
  readonly dataDir?: string;
  readonly password?: string;
  readonly port?: number;
}

export interface RunningClickHouse {
  /** `http://user:password@127.0.0.1:port/cameleer` */
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<Ending>;
  stop(): Promise<void>;
}

/** Threads for the statements, and some to spare for files and compression, which share Node's pool. */
const threads = widths.reads + widths.writes + 4;

/** Starts the embedded ClickHouse in a process of its own; ready in about a second. */
export async function startClickHouse(options: ClickHouseOptions = {}): Promise<RunningClickHouse> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "cameleer-clickhouse-"));
  const config: ClickHouseConfig = {
    dataDir,
    port: options.port ?? 0,
    user: "cameleer",
    password: options.password ?? randomBytes(18).toString("base64url"),
    database: "cameleer",
  };
  const child = await forkChild<ClickHouseConfig, ClickHouseReady>(join(import.meta.dirname, "main.ts"), config, {
    TZ: "UTC",
    UV_THREADPOOL_SIZE: String(threads),
  });
  return {
    url: `http://${config.user}:${config.password}@127.0.0.1:${child.ready.port}/${config.database}`,
    pid: child.pid,
    ended: child.ended,
    stop: async () => {
      await child.stop();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
