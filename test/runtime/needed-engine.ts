import { execFileSync } from "node:child_process";

const needs = [
  ["docker.io, with dockerd running", "docker", ["info"]],
  ["busybox-static", "busybox", ["true"]],
  ["golang", "go", ["version"]],
  ["python3-pip", "python3", ["-m", "pip", "--version"]],
] as const;

/**
 * What to install or start before tests against a real Docker engine can run, as the end of a title; empty when nothing is missing, and always in CI,
 * where a missing engine fails the tests instead of skipping them.
 */
export function engineStillToInstall(): string {
  const missing = process.env["CI"] ? [] : needs.filter(([, program, args]) => !runs(program, args)).map(([what]) => what);
  return missing.length === 0 ? "" : ` (first: apt-get install ${missing.join(" ")})`;
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
