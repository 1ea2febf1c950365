import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the demo must remember about one server, so that running it again goes on and `--remove` takes away only what it made. */
interface Memory {
  readonly apps: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, string>>;
  /** The administrator it signs in as when it was the one who set the server up. */
  readonly account?: Account | undefined;
}

export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface DemoFolder {
  readonly path: string;
  recall(): Memory;
  remember(change: Partial<Memory>): void;
}

/** Beside the server's data, one folder for each address; readable by its owner only. */
export function demoFolder(dataDir: string, url: string): DemoFolder {
  const path = join(dataDir, "demo", new URL(url).host.replaceAll(":", "_"));
  const file = join(path, "memory.json");
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const recall = (): Memory => {
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Memory;
    } catch {
      return { apps: {}, environments: {} };
    }
  };
  return {
    path,
    recall,
    remember: (change) => writeFileSync(file, JSON.stringify({ ...recall(), ...change }, null, 2), { mode: 0o600 }),
  };
}
