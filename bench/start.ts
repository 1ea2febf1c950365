import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compare, isEven, median } from "#bench/pairs";
import { residentBytes } from "#bench/process-cost";
import { freePort } from "#bench/raw-workerd";
import type { BenchOptions, Report } from "#bench/report";
import { figure } from "#bench/report";

const limitSeconds = 10;

interface Product {
  readonly readySeconds: number;
  readonly process: ChildProcess;
}

/** Time from `node standalone/main.ts` to a healthy answer, on an empty and on a used data directory, and the memory of all processes at rest. */
export async function run({ quick, progress }: BenchOptions): Promise<Report> {
  progress("building");
  execFileSync(process.execPath, ["tools/build.ts"], { stdio: ["ignore", 2, 2] });
  const folder = mkdtempSync(path.join(tmpdir(), "bench-start-"));
  try {
    const fresh: number[] = [];
    for (let round = 0; round < (quick ? 1 : 3); round += 1) {
      progress(`fresh start ${round + 1}`);
      fresh.push(await readySeconds(path.join(folder, `fresh-${round}`)));
    }
    const used = path.join(folder, "fresh-0");
    progress("used data directory, in pairs with itself");
    const control = await compare(
      () => readySeconds(used),
      () => readySeconds(used),
      quick ? 2 : 5,
    );
    progress("memory");
    const resident = await restingBytes(used);
    return {
      name: "start",
      valid: isEven(control),
      results: [
        ready("ready.fresh", fresh),
        ready("ready.used", [control.a, control.b]),
        figure({ id: "control.a-a", value: control.value, unit: "ratio", against: "the same start", low: control.low, high: control.high }),
        figure({ id: "memory.at-rest", value: resident / 1e6, unit: "MB", against: "nothing", low: resident / 1e6, high: resident / 1e6 }),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ready(id: string, seconds: readonly number[]): ReturnType<typeof figure> {
  const span = { value: median(seconds), low: Math.min(...seconds), high: Math.max(...seconds) };
  return figure({ id, unit: "s", against: "the limit", ...span }, { kind: "at most", limit: limitSeconds });
}

async function readySeconds(dataDir: string): Promise<number> {
  const product = await start(dataDir);
  await stop(product.process);
  return product.readySeconds;
}

async function restingBytes(dataDir: string): Promise<number> {
  const product = await start(dataDir);
  const pid = product.process.pid ?? 0;
  const bytes = [pid, ...childrenOf(pid)].reduce((total, one) => total + residentBytes(one), 0);
  await stop(product.process);
  return bytes;
}

async function start(dataDir: string): Promise<Product> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, ["standalone/main.ts"], {
    env: { ...process.env, PORT: String(port), CAMELEER_DATA_DIR: dataDir },
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => undefined);
    if (answer?.ok === true) return { readySeconds: (performance.now() - started) / 1000, process: child };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

function childrenOf(pid: number): number[] {
  const direct = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter((text) => text !== "")
    .map(Number);
  return direct.flatMap((child) => [child, ...childrenOf(child)]);
}
