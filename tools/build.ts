import { copyFile } from "node:fs/promises";
import path from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { markBuilt, partNames, parts, staleParts, type BuildMode, type PartName } from "./build-parts.ts";
import { runnerBundle } from "./build-runner.ts";

const repository = path.join(import.meta.dirname, "..");

/** zod brings its messages in fifty languages, a sixth of the bundle; the server speaks English. */
const englishOnly: Plugin = {
  name: "english-only",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]zod[/\\]v4[/\\]locales[/\\]index\.js$/ }, () => ({ contents: 'export { default as en } from "./en.js";' }));
  },
};

/** The server as one module for workerd; the platform brings Node's modules. */
export const serverBundle: BuildOptions = {
  absWorkingDir: repository,
  entryPoints: ["workers/server/index.ts"],
  outfile: parts.server.output,
  bundle: true,
  format: "esm",
  target: "es2024",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["workerd", "worker", "browser", "import"],
  external: ["node:*", "cloudflare:*"],
  define: { "process.env.NODE_ENV": '"production"' },
  plugins: [englishOnly],
  // names stay, so that a stack trace can be read without its source map
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
};

export function definitionsOf(mode: BuildMode): Record<string, string> {
  return { ...serverBundle.define, CAMELEER_PRODUCTION: String(mode === "production") };
}

async function buildServer(mode: BuildMode): Promise<void> {
  const { build } = await import("esbuild");
  await build({ ...serverBundle, define: definitionsOf(mode), sourcemap: "linked", sourcesContent: false });
}

async function buildUi(): Promise<void> {
  const { build } = await import("vite");
  await build({ configFile: path.join(repository, "vite.config.ts"), logLevel: "warn" });
}

async function buildRunner(): Promise<void> {
  const { build } = await import("esbuild");
  const { output } = parts.runner;
  await build({ ...runnerBundle, outfile: output });
  await copyFile(path.join(repository, "deploy/install-runner.sh"), path.join(path.dirname(output), "install-runner.sh"));
}

const makers: Readonly<Record<PartName, (mode: BuildMode) => Promise<void>>> = { server: buildServer, ui: buildUi, runner: buildRunner };

/** `npm run build [server] [ui] [runner] [--production] [--force]`: makes what is missing or out of date in `dist/`. */
async function main(args: readonly string[]): Promise<void> {
  const named = partNames.filter((name) => args.includes(name));
  const mode = args.includes("--production") ? "production" : "development";
  const stale = args.includes("--force") ? partNames : staleParts(mode);
  const wanted = stale.filter((name) => named.length === 0 || named.includes(name));
  const make = async (name: PartName): Promise<void> => markBuilt(name, mode, makers[name]);
  await Promise.all(wanted.filter((name) => name !== "runner").map(make));
  // The UI's build empties the folder that the runner lies in.
  if (wanted.includes("ui") || wanted.includes("runner")) await make("runner");
}

if (import.meta.main) await main(process.argv.slice(2));
