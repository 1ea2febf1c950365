import { chmod } from "node:fs/promises";
import path from "node:path";
import type { BuildOptions } from "esbuild";

const repository = path.join(import.meta.dirname, "..");
const outfile = path.join(repository, "dist/runner/cameleer-runner.mjs");

/** The runner as one file that any Node from 22 on runs: what servers hand to hosts, and what the image carries. */
export const runnerBundle: BuildOptions = {
  absWorkingDir: repository,
  entryPoints: ["runner/main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node22",
  format: "esm",
  // Packages that are CommonJS inside look for these.
  banner: { js: 'import { createRequire as requireOf } from "node:module";\nconst require = requireOf(import.meta.url);' },
  define: { __dirname: "import.meta.dirname" },
  minify: true,
  loader: { ".node": "empty" },
  external: ["cpu-features"],
  legalComments: "none",
  logLevel: "warning",
};

if (import.meta.main) {
  const { build } = await import("esbuild");
  await build(runnerBundle);
  await chmod(outfile, 0o755);
}
