import { execFileSync } from "node:child_process";
import { CliError, exitCodes } from "./exit-code.ts";

/** Runs a program of the system, for its output; ends the command when it fails otherwise than is fine. */
export function as(program: string, args: readonly string[], fine: readonly number[] = [0]): string {
  try {
    return execFileSync(program, args, { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  } catch (error) {
    const { status, stderr } = error as { status?: number; stderr?: string };
    if (status !== undefined && fine.includes(status)) return "";
    const message = `${program} ${args.join(" ")} failed: ${stderr?.trim() || String(error)}`;
    throw new CliError("service", { message, exitCode: exitCodes.failure, next: "Run it as root." });
  }
}
