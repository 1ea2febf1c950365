import { createHash } from "node:crypto";
import { mkdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where rows wait, as a file, for the engine to read them. */
export interface Spool {
  /** Hands `work` the path of a file holding `rows`, and removes the file afterwards. */
  withFile<T>(rows: Uint8Array, work: (path: string) => Promise<T>): Promise<T>;
  close(): void;
}

/** Named after the data directory, so that a start sweeps away what a killed process left behind. */
export function spoolName(dataDir: string): string {
  return `cameleer-rows-${createHash("sha256").update(dataDir).digest("hex").slice(0, 16)}`;
}

function createDirectory(dataDir: string): string {
  const name = spoolName(dataDir);
  for (const parent of ["/dev/shm", dirname(dataDir)]) {
    const directory = join(parent, name);
    try {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory, { mode: 0o700 });
      return directory;
    } catch {
      continue;
    }
  }
  throw new Error(`Neither /dev/shm nor ${dirname(dataDir)} is writable.`);
}

/** Memory-backed where the machine has `/dev/shm`, else next to the data directory. */
export function openSpool(dataDir: string): Spool {
  const directory = createDirectory(dataDir);
  let count = 0;
  return {
    withFile: async (rows, work) => {
      count += 1;
      const path = join(directory, String(count));
      writeFileSync(path, rows);
      try {
        return await work(path);
      } finally {
        unlinkSync(path);
      }
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}
