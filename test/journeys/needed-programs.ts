import { execFileSync } from "node:child_process";

const debianPackages = { chromium: "chromium", java: "default-jdk-headless", mvn: "maven", flock: "util-linux" } as const;

/**
 * What to install before a journey can run, as the end of its title; empty when nothing is missing, and always in CI, where a
 * missing program fails the journey instead of skipping it.
 */
export function stillToInstall(...programs: readonly (keyof typeof debianPackages)[]): string {
  const missing = process.env["CI"] ? [] : programs.filter((program) => !isInstalled(program));
  return missing.length === 0 ? "" : ` (first: apt-get install ${missing.map((program) => debianPackages[program]).join(" ")})`;
}

function isInstalled(program: string): boolean {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
