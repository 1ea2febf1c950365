import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CommandContext } from "./context.ts";
import { CliError, exitCodes } from "./exit-code.ts";
import { show } from "./terminal.ts";

const unitFile = "/etc/systemd/system/cameleer-runner.service";

export interface UnitSettings {
  readonly node: string;
  readonly entry: string;
  readonly stateDir: string;
  readonly graceSeconds: number;
}

/** A unit that may do what the runner needs and nothing else: its own user, Docker's socket through its group, one folder to write to. */
export function unitText({ node, entry, stateDir, graceSeconds }: UnitSettings): string {
  return `[Unit]
Description=Cameleer runner
Documentation=https://cameleer.io/docs/runner
After=network-online.target docker.service
Wants=network-online.target

[Service]
Type=exec
ExecStart=${node} ${entry} run --log-format json
Environment=CAMELEER_STATE_DIR=${stateDir}
EnvironmentFile=-/etc/cameleer-runner/environment
User=cameleer-runner
SupplementaryGroups=docker
StateDirectory=${path.basename(stateDir)}
StateDirectoryMode=0700
UMask=0077
Restart=always
RestartSec=5
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=${graceSeconds + 5}
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
CapabilityBoundingSet=
AmbientCapabilities=

[Install]
WantedBy=multi-user.target
`;
}

export async function service(context: CommandContext, action: unknown): Promise<void> {
  const { stateDir, graceSeconds } = context.config.settings;
  const text = unitText({ node: process.execPath, entry: path.resolve(process.argv[1] ?? "cameleer-runner"), stateDir, graceSeconds });
  if (action === "print") return context.terminal.out(text.trimEnd());
  if (action === "install") return install(context, text);
  if (action === "uninstall") return uninstall(context);
  const next = "cameleer-runner service install | uninstall | print";
  throw new CliError("usage", { message: `There is no ${String(action)}.`, exitCode: exitCodes.usage, next });
}

async function install(context: CommandContext, text: string): Promise<void> {
  const { stateDir } = context.config.settings;
  as("useradd", ["--system", "--home-dir", stateDir, "--shell", "/usr/sbin/nologin", "cameleer-runner"], [0, 9]);
  await writeFile(unitFile, text, { mode: 0o644 });
  as("mkdir", ["-p", "-m", "0700", stateDir]);
  as("chown", ["-R", "cameleer-runner:", stateDir]);
  as("systemctl", ["daemon-reload"]);
  as("systemctl", ["enable", "--now", "cameleer-runner"]);
  show(context.terminal, context.json, {
    value: { unit: unitFile },
    lines: [`${unitFile} is installed and started.`, "Look at it: systemctl status cameleer-runner"],
  });
}

async function uninstall(context: CommandContext): Promise<void> {
  as("systemctl", ["disable", "--now", "cameleer-runner"], [0, 1, 5]);
  await rm(unitFile, { force: true });
  as("systemctl", ["daemon-reload"]);
  show(context.terminal, context.json, {
    value: { unit: null },
    lines: ["The unit is gone. The apps go on running, and what the runner remembers is kept."],
  });
}

/** Runs a program of the system; ends the command when it fails otherwise than is fine. */
function as(program: string, args: readonly string[], fine: readonly number[] = [0]): void {
  try {
    execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const { status, stderr } = error as { status?: number; stderr?: Buffer };
    if (status !== undefined && fine.includes(status)) return;
    const message = `${program} ${args.join(" ")} failed: ${stderr?.toString().trim() || String(error)}`;
    throw new CliError("service", { message, exitCode: exitCodes.failure, next: "Run it as root on a host with systemd." });
  }
}
