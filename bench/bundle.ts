import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { compare } from "#bench/pairs";
import { cpuSeconds } from "#bench/process-cost";
import { startWorker } from "#bench/raw-workerd";
import type { BenchOptions, Figure, Report } from "#bench/report";
import { figure } from "#bench/report";

const assets = "dist/ui/assets";
const bundle = "dist/server/index.js";
const kilobyte = 1_000;

/**
 * Cloudflare counts the script after gzip: 3 MB on the free plan, 10 MB on a paid one. A third of the smaller bound leaves room. What the
 * size costs shows in the start: a script has one second to load.
 */
const serverLimit = 1_000;
const startLimitMs = 1_000;

/** B12: what a browser loads first, what each page adds, the server bundle, and what its start costs. Sizes are exact, so they have no control. */
export async function run({ quick, progress }: BenchOptions): Promise<Report> {
  progress("building");
  execFileSync(process.execPath, ["tools/build.ts"], { stdio: ["ignore", 2, 2] });
  const initial = initialFiles();
  const lazy = readdirSync(assets).filter((file) => file.endsWith(".js") && !initial.has(file));
  const largest = lazy.map((file) => gzipKilobytes(file)).reduce((most, size) => Math.max(most, size), 0);
  const scripts = [...initial].filter((file) => file.endsWith(".js"));
  const styles = [...initial].filter((file) => file.endsWith(".css"));
  progress("starting the server's Worker and an empty one");
  const starts = await startFigures(quick ? 5 : 15);
  return {
    name: "bundle",
    valid: true,
    results: [
      size("ui.initial-js", sum(scripts.map(gzipKilobytes)), 180),
      size("ui.initial-css", sum(styles.map(gzipKilobytes)), 20),
      size("ui.largest-lazy-js", largest, 110),
      size("server.bundle", gzipSync(readFileSync(bundle), { level: 9 }).length / kilobyte, serverLimit),
      plainSize(readFileSync(bundle).length / kilobyte),
      ...starts,
    ],
  };
}

/** CPU of workerd from its start to its first answer, which needs all modules loaded and run; that settings are missing is the answer. */
async function startFigures(pairs: number): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-bundle-"));
  const empty = path.join(folder, "empty.ts");
  writeFileSync(empty, "export default { fetch: () => new Response() };");
  const startOf = (entry: string) => async (): Promise<number> => {
    const worker = await startWorker({ entry, variables: {} });
    const milliseconds = cpuSeconds(worker.pid) * 1_000;
    await worker.stop();
    return milliseconds;
  };
  try {
    const { value, low, high, a, b } = await compare(startOf(bundle), startOf(empty), pairs);
    return [
      figure({ id: "server.start-to-empty", value, low, high, unit: "ratio", against: "an empty Worker" }),
      figure(
        { id: "server.start-cpu", value: a - b, low: a - b, high: a - b, unit: "ms", against: "the empty one, subtracted" },
        { kind: "at most", limit: startLimitMs },
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function plainSize(value: number): Figure {
  return figure({ id: "server.bundle-plain", value, low: value, high: value, unit: "kB", against: "nothing" });
}

/** Scripts and styles that index.html names: the entry and what it preloads. */
function initialFiles(): Set<string> {
  const html = readFileSync("dist/ui/index.html", "utf8");
  return new Set([...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map((match) => match[1] ?? ""));
}

function gzipKilobytes(file: string): number {
  return gzipSync(readFileSync(path.join(assets, file)), { level: 9 }).length / kilobyte;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function size(id: string, value: number, limit: number): ReturnType<typeof figure> {
  return figure({ id, value, unit: "kB gzip", against: "the budget", low: value, high: value }, { kind: "at most", limit });
}
