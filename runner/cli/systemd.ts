import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CommandContext } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { unitText } from "./service-unit.ts";
import { as } from "./system-program.ts";
import { show } from "./terminal.ts";

const unit = "cameleer-runner";
const unitFile = `/etc/systemd/system/${unit}.service`;

function textOf({ config }: CommandContext): string {
  const { stateDir, graceSeconds } = config.settings;
  const command = [process.execPath, path.resolve(process.argv[1] ?? "cameleer-runner")];
  return unitText({ command, stateDir, graceSeconds });
}

export function printUnit(context: CommandContext): void {
  show(context.terminal, context.json, { value: { unit: unitFile, text: textOf(context) }, lines: [textOf(context).trimEnd()] });
}

export async function installService(context: CommandContext): Promise<void> {
  requireSystemd();
  const { stateDir } = context.config.settings;
  as("useradd", ["--system", "--home-dir", stateDir, "--shell", "/usr/sbin/nologin", unit], [0, 9]);
  await writeFile(unitFile, textOf(context), { mode: 0o644 });
  as("mkdir", ["-p", "-m", "0700", stateDir]);
  as("chown", ["-R", `${unit}:`, stateDir]);
  as("systemctl", ["daemon-reload"]);
  as("systemctl", ["enable", unit]);
  as("systemctl", ["restart", unit]);
  show(context.terminal, context.json, {
    value: { unit: unitFile },
    lines: [`${unitFile} is installed and started.`, "Look at it: cameleer-runner service status"],
  });
}

export async function uninstallService(context: CommandContext): Promise<void> {
  requireSystemd();
  as("systemctl", ["disable", "--now", unit], [0, 1, 5]);
  await rm(unitFile, { force: true });
  as("systemctl", ["daemon-reload"]);
  show(context.terminal, context.json, {
    value: { unit: null },
    lines: ["The unit is gone. The apps go on running, and what the runner remembers is kept."],
  });
}

export function startService(context: CommandContext): void {
  requireInstalled();
  as("systemctl", ["start", unit]);
  show(context.terminal, context.json, { value: { started: true }, lines: ["The runner is started."] });
}

export function stopService(context: CommandContext): void {
  requireInstalled();
  as("systemctl", ["stop", unit]);
  show(context.terminal, context.json, { value: { stopped: true }, lines: ["The runner is stopped. The apps go on running."] });
}

/** Ends with 6 when the unit does not run. */
export function serviceStatus(context: CommandContext): number {
  requireInstalled();
  const shown = as("systemctl", ["show", unit, "--property=ActiveState,SubState,MainPID,NRestarts,ActiveEnterTimestamp"]);
  const facts = Object.fromEntries(
    shown
      .trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  const {
    ActiveState: state = "unknown",
    SubState: sub = "",
    MainPID: pid = "0",
    NRestarts: restarts = "0",
    ActiveEnterTimestamp: since = "",
  } = facts;
  show(context.terminal, context.json, {
    value: { state, sub, pid: Number(pid), restarts: Number(restarts), since },
    lines: [
      `${unit} is ${state} (${sub}) since ${since || "never"}; process ${pid}, restarted ${restarts} times.`,
      `Its log: journalctl -u ${unit}`,
    ],
  });
  return state === "active" ? exitCodes.ok : exitCodes.unhealthy;
}

function requireSystemd(): void {
  if (existsSync("/run/systemd/system")) return;
  const message = "systemd does not run on this host.";
  const next = "Run the runner in a container (docs/RUNNER.md), or `cameleer-runner run` under another supervisor.";
  throw new CliError("no-systemd", { message, exitCode: exitCodes.refused, next });
}

function requireInstalled(): void {
  requireSystemd();
  if (existsSync(unitFile)) return;
  throw new CliError("no-unit", {
    message: "The unit is not installed.",
    exitCode: exitCodes.refused,
    next: "Run `cameleer-runner service install`.",
  });
}
