import { rm } from "node:fs/promises";
import { systemClock } from "../clock.ts";
import { writeDurably } from "../disk/durable-file.ts";
import { type CommandContext, daemon } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import type { DaemonStatus } from "./status.ts";
import { show } from "./terminal.ts";

const lookEveryMs = 500;

/** Ends with 7 when something is still under way after the time. Draining lasts until `--end`, also over restarts. */
export async function drain(context: CommandContext, flags: Record<string, unknown>): Promise<number> {
  if (flags["end"] === true) {
    await rm(context.folder.drainMark, { force: true });
    await daemon(context, "look").catch(butForNotRunning);
    show(context.terminal, context.json, { value: { draining: false }, lines: ["New things are taken up again."] });
    return exitCodes.ok;
  }
  await writeDurably(context.folder.drainMark, JSON.stringify({ since: new Date().toISOString() }));
  await daemon(context, "look");
  const deadlineMs = systemClock.monotonicMs() + Number(flags["timeout"]) * 1_000;
  let busy = await busyApps(context);
  while (busy.length > 0 && systemClock.monotonicMs() < deadlineMs) {
    await systemClock.sleep(lookEveryMs);
    busy = await busyApps(context);
  }
  const lines = busy.length === 0 ? ["Nothing is under way. The apps go on running."] : [`Still under way: ${busy.join(", ")}`];
  show(context.terminal, context.json, { value: { draining: true, busy }, lines });
  return busy.length === 0 ? exitCodes.ok : exitCodes.timeout;
}

function butForNotRunning(error: unknown): void {
  if (!(error instanceof CliError) || error.code !== "not-running") throw error;
}

async function busyApps(context: CommandContext): Promise<readonly string[]> {
  return ((await daemon(context, "status")) as DaemonStatus).busy;
}
