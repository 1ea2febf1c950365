import { createRequire } from "node:module";

/** What one statement gave. Sizes in bytes, `elapsed` in seconds. */
export interface EngineResult {
  readonly bytes: Uint8Array;
  readonly elapsed: number;
  readonly rowsRead: number;
  readonly bytesRead: number;
}

/** The embedded ClickHouse. One per process: chdb binds a process to one data directory. */
export interface Engine {
  /** Runs statements on a connection of their own: settings and parameters end with it. Throws the engine's message. */
  run(sql: string, format: string): Promise<EngineResult>;
  /** Lets the engine write down what it holds; call it when nothing runs any more. */
  close(): void;
}

type Connection = object;

interface Native {
  CreateConnection(path: string, args: readonly string[]): Connection;
  CloseConnection(connection: Connection): void;
  QueryAsyncConnection(connection: Connection, sql: string, format: string): Promise<EngineResult>;
}

/**
 * The package's own `Session` closes no connection while any other query of the process runs, so a connection per
 * request would pile up under load. Its binding underneath has no such coupling.
 */
function loadNative(): Native {
  const packageFile = createRequire(import.meta.url).resolve("chdb/package.json");
  const loader = createRequire(packageFile)("./dist/loader.js") as { loadNative(): Native };
  return loader.loadNative();
}

/** Opens (or creates) the data directory. Blocks for about a quarter of a second. */
export function openEngine(dataDir: string): Engine {
  const native = loadNative();
  const args: readonly string[] = [];
  const anchor = native.CreateConnection(dataDir, args);
  return {
    run: async (sql, format) => {
      const connection = native.CreateConnection(dataDir, args);
      try {
        return await native.QueryAsyncConnection(connection, sql, format);
      } finally {
        native.CloseConnection(connection);
      }
    },
    close: () => native.CloseConnection(anchor),
  };
}
