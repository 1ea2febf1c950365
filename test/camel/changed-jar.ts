import { execFile } from "node:child_process";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export interface NextVersion {
  /** The JAR to begin with; stays as it is. */
  readonly jar: string;
  /** Existing folder for the new one. */
  readonly folder: string;
  readonly version: string;
  readonly change: (applicationProperties: string) => string;
}

/** The next version of the orders application, as somebody might build it who changes its `application.properties`. Returns its path. */
export async function nextVersion({ jar, folder, version, change }: NextVersion): Promise<string> {
  const sources = join(folder, version);
  await mkdir(sources);
  const next = join(sources, "orders-all.jar");
  await copyFile(jar, next);
  const before = await readFile(join(import.meta.dirname, "src/main/resources/application.properties"), "utf8");
  await writeFile(join(sources, "application.properties"), change(before));
  await writeFile(join(sources, "manifest"), `Implementation-Version: ${version}\n`);
  await promisify(execFile)("jar", ["ufm", next, "manifest", "application.properties"], { cwd: sources });
  return next;
}
