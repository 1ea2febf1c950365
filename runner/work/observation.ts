import type { RolloutPhase } from "#schema/protocol/runner/v1/rollout";
import type { Condition, Instance, ObservedApp, Snapshot } from "#schema/protocol/runner/v1/snapshot";
import type { ObservedInstance } from "../executor/executor.ts";
import { type AppRecord, wantedApp } from "./app-record.ts";
import type { Figures } from "./figures.ts";

export interface Seen {
  readonly records: readonly AppRecord[];
  /** Undefined when the executor is out of reach: then nothing is concluded from silence. */
  readonly instances: readonly ObservedInstance[] | undefined;
  readonly figures: Figures;
  /** Whether the host's administrator keeps it stopped. */
  readonly isHeldDown: (record: AppRecord) => boolean;
  readonly looping: readonly ObservedInstance[];
  readonly urlOf: (record: AppRecord) => string | null;
  readonly hostConditions: readonly Condition[];
}

/** What is, as the server is told it. Times of conditions are those of the rollout that brought them. */
export function snapshotOf(seen: Seen): Snapshot {
  return { apps: seen.records.flatMap((record) => observedApp(seen, record)), conditions: [...seen.hostConditions] };
}

function observedApp(seen: Seen, record: AppRecord): ObservedApp[] {
  const app = wantedApp(record) ?? record.active;
  if (app === null || app === undefined) return [];
  const own = seen.instances?.filter(({ place }) => place.appId === app.app.id && place.environmentId === app.environment.id);
  const isActive = record.active !== null && record.active.runState === "running";
  return [
    {
      environmentId: app.environment.id,
      appId: app.app.id,
      observedGeneration: record.ended?.generation ?? 0,
      activeRevisionId: isActive ? (record.active?.revision.id ?? null) : null,
      phase: phaseOf(record),
      conditions: conditionsOf(seen, record, own),
      instances: (own ?? []).slice(0, 200).map((instance) => told(instance, seen.figures)),
      url: isActive ? seen.urlOf(record) : null,
    },
  ];
}

function told(observed: ObservedInstance, figures: Figures): Instance {
  const { place: _place, hash: _hash, revisionId: _revisionId, deploymentId: _deploymentId, ...instance } = observed;
  const measured = instance.state === "running" ? figures.get(instance.id) : undefined;
  return { ...instance, ...(measured ?? { cpuPercent: null, memoryBytes: null }) };
}

function phaseOf({ rollout, ended }: AppRecord): RolloutPhase {
  return rollout?.entered.at(-1) ?? ended?.phase ?? "pending";
}

function conditionsOf(seen: Seen, record: AppRecord, own: readonly ObservedInstance[] | undefined): Condition[] {
  const since = record.ended?.at ?? new Date(0).toISOString();
  const conditions: Condition[] = [availability(record, own, since)];
  const loops = seen.looping.filter((instance) => own?.some(({ id }) => id === instance.id));
  if (loops[0] !== undefined) {
    const message = `${loops[0].name} ended and was started again ${loops[0].restartCount} times; last exit code ${loops[0].exitCode ?? "unknown"}.`;
    conditions.push({ type: "CrashLooping", status: "true", reason: "crash-loop", message, since: loops[0].startedAt ?? since });
  }
  const { ended } = record;
  if (ended?.phase === "rolled-back")
    conditions.push({ type: "RolledBack", status: "true", reason: ended.reason, message: ended.message, since });
  if (ended?.phase === "blocked" && ended.reason === "policy") {
    conditions.push({ type: "PolicyDenied", status: "true", reason: "policy", message: ended.message, since });
  }
  if (seen.isHeldDown(record)) conditions.push(heldDown(record, since));
  return conditions;
}

function heldDown(record: AppRecord, since: string): Condition {
  const app = wantedApp(record) ?? record.active;
  const name = `${app?.environment.name}/${app?.app.name}`;
  const message = `The administrator of the host has stopped it there. It starts with \`cameleer-runner apps start ${name}\` on the host.`;
  return { type: "StoppedOnHost", status: "true", reason: "host", message, since };
}

function availability({ active }: AppRecord, own: readonly ObservedInstance[] | undefined, since: string): Condition {
  if (own === undefined) return { type: "Available", status: "unknown", reason: "executor-unavailable", message: "", since };
  const good = own.filter(({ state, health }) => state === "running" && health !== "unhealthy" && health !== "starting").length;
  const wanted = active?.runState === "running" ? active.replicas : 0;
  const message = `${good} of ${wanted} instances are good.`;
  return { type: "Available", status: good > 0 && good >= wanted ? "true" : "false", reason: "", message, since };
}
