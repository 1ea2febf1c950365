import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const repository = path.join(import.meta.dirname, "..");
const dist = path.join(repository, "dist");

interface Part {
  /** What the build makes; it is stale while this is missing. */
  readonly output: string;
  /** Files and folders whose content decides about the output. */
  readonly inputs: readonly string[];
}

const shared = ["package.json", "package-lock.json", "schema", "tools/build.ts"];

export const parts = {
  server: { output: path.join(dist, "server/index.js"), inputs: [...shared, "workers/server"] },
  ui: { output: path.join(dist, "ui/index.html"), inputs: [...shared, "ui", "vite.config.ts"] },
  /** Lies beside the UI's files, so that hosts get it from the server they are to serve. */
  runner: {
    output: path.join(dist, "ui/cameleer-runner.mjs"),
    inputs: [...shared, "runner", "deploy/install-runner.sh", "tools/build-runner.ts"],
  },
} satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof parts;

export const partNames: readonly PartName[] = ["server", "ui", "runner"];

function filesOf(input: string): string[] {
  const absolute = path.join(repository, input);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [absolute];
  const found = readdirSync(absolute, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** By content, so that a clone, a copy or a checkout of the same state needs no new build. */
function fingerprint({ inputs }: Part): string {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap(filesOf).toSorted())
    hash.update(path.relative(repository, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

const markOf = (name: PartName): string => path.join(dist, `${name}.built`);

/** Production bundles accept the vendor's licenses only. */
export type BuildMode = "production" | "development";

/** The parts whose output is missing or made from something else; with a mode, also those made for the other one. */
export function staleParts(mode?: BuildMode): PartName[] {
  return partNames.filter((name) => {
    const mark = markOf(name);
    if (!existsSync(parts[name].output) || !existsSync(mark)) return true;
    const [from, as] = readFileSync(mark, "utf8").split(" ");
    return from !== fingerprint(parts[name]) || (mode !== undefined && as !== mode);
  });
}

/** Whether the server in `dist/` was built for production. */
export function isProductionBuild(): boolean {
  const mark = markOf("server");
  return existsSync(mark) && readFileSync(mark, "utf8").endsWith(" production");
}

/** Builds with `make`, and remembers what from and for what. */
export async function markBuilt(name: PartName, mode: BuildMode, make: (mode: BuildMode) => Promise<void>): Promise<void> {
  const before = fingerprint(parts[name]);
  await make(mode);
  mkdirSync(dist, { recursive: true });
  writeFileSync(markOf(name), `${before} ${mode}`);
}
