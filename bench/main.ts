import { parseArgs } from "node:util";
import type { Benchmark, Report } from "#bench/report";

const benchmarks: Record<string, () => Promise<{ run: Benchmark }>> = {
  ingest: () => import("#bench/ingest"),
  otlp: () => import("#bench/otlp"),
  start: () => import("#bench/start"),
  auth: () => import("#bench/auth"),
  query: () => import("#bench/query"),
  "sort-keys": () => import("#bench/sort-keys"),
  bundle: () => import("#bench/bundle"),
  deploy: () => import("#bench/deploy"),
  "deploy-docker": async () => ({ run: (await import("#bench/deploy")).runReal }),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
});
const name = positionals[0] ?? "";
const load = benchmarks[name];
if (load === undefined) {
  process.stderr.write(`Usage: npm run bench -- <${Object.keys(benchmarks).join("|")}> [--json] [--quick]\n`);
  process.exit(2);
}

const { run } = await load();
const report = await run({ quick: values.quick, progress: (line) => process.stderr.write(`${line}\n`) });
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table(report));
process.exit(0);

function table(report: Report): string {
  const rows = report.results.map((row) => [
    row.id,
    `${digits(row.value)} ${row.unit}`,
    `${digits(row.low)} … ${digits(row.high)}`,
    row.against,
    row.target === "" ? "" : `${row.target} ${row.met ? "met" : "MISSED"}`,
  ]);
  const all = [["figure", "value", "90 % interval", "against", "target"], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${report.name}${report.valid ? "" : " (VOID: the A/A control is off)"}\n${lines.join("\n")}\n`;
}

function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
