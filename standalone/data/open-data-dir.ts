import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { takeLock, type Lock } from "./lock.ts";
import { readSecrets, type Secrets } from "./secrets.ts";

export interface DataDir {
  readonly path: string;
  readonly secrets: Secrets;
  readonly lock: Lock;
  /** Folders of the parts, made where a part does not make its own. */
  readonly postgres: string;
  readonly clickhouse: string;
  readonly hubs: string;
  readonly blobs: string;
}

function holderOf(path: string): string {
  try {
    return ` (process ${readFileSync(join(path, "process"), "utf8").trim()})`;
  } catch {
    return "";
  }
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new Error(`CAMELEER_DATA_DIR: ${path} cannot be written to (${reason}).`, { cause });
  }
}

/** Makes the data directory its own, until `lock` is released. Throws one sentence when it is in use or not writable. */
export function openDataDir(setting: string, lockWaitMs = 0): DataDir {
  const path = resolve(setting);
  makeFolder(path);
  const lock = takeLock(join(path, "lock"), lockWaitMs);
  if (lock === undefined) throw new Error(`CAMELEER_DATA_DIR: another Cameleer${holderOf(path)} is using ${path}.`);
  writeFileSync(join(path, "process"), `${process.pid}\n`);
  const inside = (name: string): string => join(path, name);
  for (const name of ["hubs", "blobs"]) makeFolder(inside(name));
  return {
    path,
    secrets: readSecrets(path),
    lock,
    postgres: inside("postgres"),
    clickhouse: inside("clickhouse"),
    hubs: inside("hubs"),
    blobs: inside("blobs"),
  };
}
