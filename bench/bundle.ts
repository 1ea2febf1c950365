import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { BenchOptions, Report } from "#bench/report";
import { figure } from "#bench/report";

const assets = "dist/ui/assets";
const kilobyte = 1_000;

/** B12, sizes: what a browser loads first, what each page adds, and the server bundle. Sizes are exact, so there is no control. */
export async function run({ progress }: BenchOptions): Promise<Report> {
  progress("building");
  execFileSync(process.execPath, ["tools/build.ts"], { stdio: ["ignore", 2, 2] });
  const initial = initialFiles();
  const lazy = readdirSync(assets).filter((file) => file.endsWith(".js") && !initial.has(file));
  const largest = lazy.map((file) => gzipKilobytes(file)).reduce((most, size) => Math.max(most, size), 0);
  const scripts = [...initial].filter((file) => file.endsWith(".js"));
  const styles = [...initial].filter((file) => file.endsWith(".css"));
  const server = readFileSync("dist/server/index.js").length / kilobyte;
  return {
    name: "bundle",
    valid: true,
    results: [
      size("ui.initial-js", sum(scripts.map(gzipKilobytes)), 180),
      size("ui.initial-css", sum(styles.map(gzipKilobytes)), 20),
      size("ui.largest-lazy-js", largest, 110),
      figure(
        { id: "server.bundle", value: server, unit: "kB", against: "the limit", low: server, high: server },
        { kind: "at most", limit: 1_000 },
      ),
    ],
  };
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
