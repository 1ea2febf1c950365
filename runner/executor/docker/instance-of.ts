import type { ContainerInspectInfo } from "dockerode";
import type { DrivenInstance } from "../instance-driver.ts";
import type { CrashEvidence, ProbeResult } from "../outcome.ts";
import { cordonWord } from "./health-command.ts";
import { missingNetworks } from "./networks.ts";
import { httpPortOf, type Owner, stampOf } from "./own-labels.ts";

/** A container as an instance, or undefined when it is none of this owner's. */
export function instanceOf(owner: Owner, container: ContainerInspectInfo): DrivenInstance | undefined {
  const stamp = stampOf(owner, container.Config.Labels);
  if (stamp === undefined) return undefined;
  const { State: state } = container;
  const confirmed = container.HostConfig.RestartPolicy?.Name === "unless-stopped";
  const wasStarted = !state.StartedAt.startsWith("0001-");
  return {
    ...stamp,
    id: container.Id,
    name: container.Name.replace(/^\//, ""),
    state: stateOf(state.Status, { confirmed, isConnected: missingNetworks(container).length === 0 }),
    health: healthOf(state.Health?.Status),
    startedAt: wasStarted ? new Date(state.StartedAt).toISOString() : null,
    restartCount: container.RestartCount,
    exitCode: wasStarted && !state.Running ? state.ExitCode : null,
    oomKilled: state.OOMKilled,
    cordoned: state.Running && (state.Health?.Log?.at(-1)?.Output ?? "").startsWith(cordonWord),
    confirmed,
    httpPort: httpPortOf(container.Config.Labels),
  };
}

/** The engine itself starts a confirmed one again; when it does not, somebody has stopped it. Whom nobody can reach does not run. */
function stateOf(
  status: string,
  { confirmed, isConnected }: { readonly confirmed: boolean; readonly isConnected: boolean },
): DrivenInstance["state"] {
  switch (status) {
    case "created":
      return "creating";
    case "running":
      return isConnected ? "running" : "unknown";
    case "restarting":
      return "restarting";
    case "removing":
      return "stopping";
    case "exited":
      return confirmed ? "stopped" : "exited";
    default:
      return "unknown";
  }
}

function healthOf(status: string | undefined): DrivenInstance["health"] {
  return status === "healthy" || status === "unhealthy" || status === "starting" ? status : "none";
}

export function evidenceOf({ State: state }: ContainerInspectInfo, logTail: readonly string[]): CrashEvidence {
  const probes = (state.Health?.Log ?? []).slice(-10).map(probeOf);
  return { exitCode: state.Running ? null : state.ExitCode, oomKilled: state.OOMKilled, probes, logTail };
}

function probeOf({ Start, End, Output }: { readonly Start: string; readonly End: string; readonly Output: string }): ProbeResult {
  const status = /HTTP\/\d(?:\.\d)? (\d{3})/.exec(Output)?.[1];
  const [startMs, endMs] = [Date.parse(Start), Date.parse(End)];
  return {
    at: new Date(startMs).toISOString(),
    status: status === undefined ? null : Number(status),
    tookMs: Math.max(0, endMs - startMs),
    body: Output.slice(0, 256),
  };
}
