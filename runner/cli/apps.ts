import type { ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import { askDaemon } from "../control/control-socket.ts";
import type { CommandContext } from "./context.ts";
import { cores, mebibytes } from "./figures.ts";
import { type KnownApp, knownApps } from "./known-apps.ts";
import type { DaemonStatus } from "./status.ts";
import { show, table } from "./terminal.ts";

/** The apps of this host; what they use only while the daemon runs. */
export async function apps(context: CommandContext): Promise<void> {
  const [known, observed] = await Promise.all([knownApps(context), observedApps(context)]);
  const items = known.map((app) =>
    item(
      app,
      observed?.find((one) => `${one.environmentId}.${one.appId}` === app.key),
    ),
  );
  const rows = items.map((one) => [
    `${one.environment}/${one.app}`,
    `r${one.revision}`,
    one.stoppedHere ? "stopped here" : `${one.runState} × ${one.replicas}`,
    one.healthy === null ? one.phase : `${one.healthy} healthy, ${one.phase}`,
    cores(one.cpuPercent),
    mebibytes(one.memoryBytes),
  ]);
  show(context.terminal, context.json, {
    value: { apps: items },
    lines:
      rows.length === 0 ? ["No app is placed on this host."] : table([["APP", "REVISION", "WANTED", "STATE", "CPU", "MEMORY"], ...rows]),
  });
}

function item({ app, record, isStoppedHere }: KnownApp, seen: ObservedApp | undefined) {
  const { generation, runState, replicas, revision } = app;
  const up = seen?.instances.filter(({ state }) => state === "running");
  return {
    environment: app.environment.name,
    app: app.app.name,
    revision: revision.number,
    generation,
    runState,
    replicas,
    stoppedHere: isStoppedHere,
    phase: record.rollout?.entered.at(-1) ?? record.ended?.phase ?? "pending",
    message: record.ended?.message ?? "",
    healthy: up?.filter(({ health }) => health === "healthy" || health === "none").length ?? null,
    cpuPercent: sum(up?.map(({ cpuPercent }) => cpuPercent)),
    memoryBytes: sum(up?.map(({ memoryBytes }) => memoryBytes)),
    url: seen?.url ?? null,
  };
}

function sum(values: readonly (number | null)[] | undefined): number | null {
  const measured = values?.filter((value) => value !== null) ?? [];
  return measured.length === 0 ? null : measured.reduce((total, value) => total + value, 0);
}

/** Undefined while no daemon runs: the list is shown all the same. */
async function observedApps({ folder }: CommandContext): Promise<readonly ObservedApp[] | undefined> {
  return askDaemon(folder.controlSocket, "status").then(
    (status) => (status as Partial<DaemonStatus>).apps,
    () => undefined,
  );
}
