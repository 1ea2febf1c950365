import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { eventually } from "#test/eventually";

const repository = join(import.meta.dirname, "../..");

export interface StandaloneProcess {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** An empty folder that goes when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "cameleer-standalone-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `standalone/main.ts` with these settings alone; ended with the test at the latest. */
export function runStandalone(settings: Readonly<Record<string, string>>): StandaloneProcess {
  const environment = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };
  const child = spawn(process.execPath, ["standalone/main.ts"], {
    cwd: repository,
    env: { ...environment, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = { output: "", errors: "" };
  child.stdout.on("data", (chunk: Buffer) => void (said.output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (said.errors += chunk.toString()));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, output: () => said.output, errors: () => said.errors, ended };
}

/** Resolves when the welcome is printed; rejects when the process ends before. */
export async function whenReady(product: StandaloneProcess): Promise<void> {
  const early = product.ended.then((code) => {
    throw new Error(`It ended with ${code} before it was ready:\n${product.output()}\n${product.errors()}`);
  });
  await Promise.race([
    early,
    eventually({ what: "the welcome", withinMs: 120_000 }, () => (product.output().includes("Agent token") ? true : undefined)),
  ]);
}

/** All processes below `pid`, it included. */
export function processTree(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  const direct = children === "" ? [] : children.split(" ").map(Number);
  return [pid, ...direct.flatMap(processTree)];
}

/** True once the process is gone, or only waits to be counted. */
export function isGone(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return true;
  }
}

/** kill -9 of a process and all below it, the parent first: what follows cannot be its orderly end. */
export function killTree(pid: number): void {
  spawnSync("kill", ["-9", ...processTree(pid).map(String)]);
}
