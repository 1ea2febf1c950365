import type { ObservedApp } from "#schema/protocol/runner/v1/snapshot";
import { type CommandContext, daemon } from "./context.ts";
import { cores, mebibytes } from "./figures.ts";
import { type KnownApp, knownApp } from "./known-apps.ts";
import type { DaemonStatus } from "./status.ts";
import { show, table } from "./terminal.ts";

/** Everything this host knows of one app. Variables and secrets are named, their values are not shown. */
export async function inspectApp(context: CommandContext, flags: Record<string, unknown>): Promise<void> {
  const known = await knownApp(context, flags["argument"]);
  const { apps } = (await daemon(context, "status")) as DaemonStatus;
  const seen = apps.find(({ environmentId, appId }) => `${environmentId}.${appId}` === known.key);
  const { app, record, name, isStoppedHere } = known;
  const { artifact, resources, route, health, update, runState, replicas, revision, generation } = app;
  const variables = app.variables.map((variable) => variable.name);
  const secrets = app.secrets.map((secret) => secret.name);
  const wanted = {
    revision: revision.number,
    generation,
    runState,
    replicas,
    artifact,
    resources,
    route,
    health,
    update,
    variables,
    secrets,
  };
  const former = record.former.map((one) => one.revision.number);
  const value = { name, wanted, stoppedHere: isStoppedHere, rollout: record.rollout, ended: record.ended, former, observed: seen ?? null };
  show(context.terminal, context.json, { value, lines: [...about(known), "", ...instances(seen)] });
}

function about({ name, app, record, isStoppedHere }: KnownApp): string[] {
  const { artifact, resources, route, revision, generation, runState, replicas } = app;
  const ended = record.ended === null ? "never" : `${record.ended.phase} at ${record.ended.at} ${record.ended.message}`;
  return table([
    ["app", name],
    ["wanted", `revision ${revision.number} (generation ${generation}), ${runState} × ${replicas}`],
    ["on this host", isStoppedHere ? "stopped by its administrator; `apps start` takes that back" : "as wanted"],
    ["artifact", artifact.kind === "jar" ? `sha256:${artifact.sha256}` : artifact.image],
    ["limits", `${mebibytes(resources.memoryBytes)}, ${resources.cpus} CPUs, ${resources.pids} processes`],
    ["route", route === null ? "none" : `${route.host ?? "every host"}${route.pathPrefix}`],
    ["last change", ended.trim()],
    ["under way", record.rollout?.entered.at(-1) ?? "nothing"],
    ["kept revisions", record.former.map((one) => one.revision.number).join(", ") || "none"],
  ]);
}

function instances(seen: ObservedApp | undefined): string[] {
  const rows = (seen?.instances ?? []).map(({ name, state, health, restartCount, exitCode, cpuPercent, memoryBytes }) => [
    name,
    exitCode === null ? state : `${state} (${exitCode})`,
    health,
    String(restartCount),
    cores(cpuPercent),
    mebibytes(memoryBytes),
  ]);
  if (rows.length === 0) return ["It has no instance."];
  return table([["INSTANCE", "STATE", "HEALTH", "RESTARTS", "CPU", "MEMORY"], ...rows]);
}
