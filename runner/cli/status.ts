import type { Snapshot } from "#schema/protocol/runner/v1/snapshot";
import { type CommandContext, daemon } from "./context.ts";
import { exitCodes } from "./exit-code.ts";
import { show, table } from "./terminal.ts";

export interface DaemonStatus extends Snapshot {
  readonly runnerId: string;
  readonly name: string;
  readonly server: string;
  readonly epoch: number;
  readonly doorBell: boolean;
  readonly lease: boolean;
  readonly draining: boolean;
  readonly executor: { readonly ok: boolean; readonly version: string; readonly message: string };
  readonly busy: readonly string[];
  readonly waitingEvents: number;
}

/** Ends with 6 when something is not as it should be. */
export async function status(context: CommandContext): Promise<number> {
  const now = (await daemon(context, "status")) as DaemonStatus;
  const isWell = now.lease && now.executor.ok;
  show(context.terminal, context.json, {
    value: now,
    lines: table([
      ["runner", `${now.name} (${now.runnerId}), session ${now.epoch}`],
      ["server", `${now.server}: ${now.lease ? "connected" : "silent"}, door bell ${now.doorBell ? "open" : "closed"}`],
      ["executor", now.executor.ok ? `Docker ${now.executor.version}` : now.executor.message],
      ["apps", `${now.apps.length}, ${now.busy.length} being changed${now.draining ? "; draining" : ""}`],
    ]),
  });
  return isWell ? exitCodes.ok : exitCodes.unhealthy;
}
