import { examine } from "../doctor/examine.ts";
import type { CommandContext } from "./context.ts";
import { exitCodes } from "./exit-code.ts";
import { marked, show } from "./terminal.ts";

/** Ends with 6 when something must be put right. */
export async function doctor(context: CommandContext): Promise<number> {
  const checks = await examine(context.config);
  const lines = checks.flatMap(({ mark, check, message, remedy }) => [
    `${marked(mark)} ${check.padEnd(14)} ${message}`,
    ...(remedy === "" ? [] : [`     ${"".padEnd(14)} → ${remedy}`]),
  ]);
  const ok = checks.every(({ mark }) => mark !== "fail");
  show(context.terminal, context.json, { value: { ok, checks }, lines });
  return ok ? exitCodes.ok : exitCodes.unhealthy;
}
