import path from "node:path";

const confinement = `NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=no
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
ProcSubset=pid
RemoveIPC=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
CapabilityBoundingSet=
AmbientCapabilities=`;

export interface UnitSettings {
  /** Program and arguments that start the runner, without `run`. */
  readonly command: readonly string[];
  readonly stateDir: string;
  readonly graceSeconds: number;
}

/** A unit that may do what the runner needs and nothing else: its own user, Docker's socket through its group, one folder to write to. */
export function unitText({ command, stateDir, graceSeconds }: UnitSettings): string {
  return `[Unit]
Description=Cameleer runner
Documentation=https://cameleer.io/docs/runner
After=network-online.target docker.service
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${command.join(" ")} run --log-format json
Environment=CAMELEER_STATE_DIR=${stateDir}
EnvironmentFile=-/etc/cameleer-runner/environment
User=cameleer-runner
SupplementaryGroups=docker
StateDirectory=${path.basename(stateDir)}
StateDirectoryMode=0700
UMask=0077
Restart=always
RestartSec=5
RestartPreventExitStatus=2 3 4
KillSignal=SIGTERM
KillMode=mixed
TimeoutStopSec=${graceSeconds + 5}
${confinement}

[Install]
WantedBy=multi-user.target
`;
}
