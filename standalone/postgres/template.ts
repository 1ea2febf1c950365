import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { migrationsFolder } from "../migrate/postgres.ts";
import { openPostgres } from "./open.ts";

const manifest = z.object({ version: z.string() });

function engineVersion(): string {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  return manifest.parse(JSON.parse(readFileSync(join(dirname(entry), "../package.json"), "utf8"))).version;
}

/** Changes with the engine and with every migration. */
function fingerprint(): string {
  const hash = createHash("sha256").update(engineVersion());
  for (const file of readdirSync(migrationsFolder, { recursive: true, encoding: "utf8" }).toSorted()) {
    if (file.endsWith(".sql")) hash.update(file).update(readFileSync(join(migrationsFolder, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Where a migrated, empty database of this version lies, or would lie. */
export function templatePath(): string {
  return join(import.meta.dirname, "../../node_modules/.cache/cameleer", `postgres-${fingerprint()}.tar`);
}

/** Makes the template unless it is there. Takes three seconds, saves two at every start of a new database. */
export async function ensureTemplate(): Promise<string> {
  const path = templatePath();
  if (existsSync(path)) return path;
  const opened = await openPostgres({ store: { memory: true }, port: 0, password: "", idleMs: 10_000 }, () => undefined);
  const bytes = Buffer.from(await (await opened.dump()).arrayBuffer());
  await opened.stop();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, bytes);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}
