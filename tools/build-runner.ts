import { chmod } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

const repository = path.join(import.meta.dirname, "..");
const outfile = path.join(repository, "dist/runner/cameleer-runner.mjs");

/** The runner as one file that any Node from 22 on runs: what the package and the image carry. */
await build({
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
});
await chmod(outfile, 0o755);
