import type { Settings } from "#ui/features/apps/queries/settings.ts";

const mebibyte = 1024 * 1024;

/** The settings as a form holds them: in the units that people write, numbers as text. */
export interface Draft {
  readonly variables: Settings["variables"];
  readonly memoryMebibytes: string;
  readonly cpus: string;
  readonly memoryPercent: string;
  readonly flags: string;
  readonly httpPort: string;
  readonly healthPath: string;
  readonly startDeadlineSeconds: string;
  readonly drainSeconds: string;
  readonly stopSeconds: string;
  readonly exposed: boolean;
  readonly strategy: Settings["update"]["strategy"];
  readonly autoRollback: boolean;
}

export function draftOf({ variables, resources, jvm, httpPort, health, stop, routing, update }: Settings): Draft {
  return {
    variables,
    memoryMebibytes: String(Math.round(resources.memoryBytes / mebibyte)),
    cpus: String(resources.cpus),
    memoryPercent: String(jvm.memoryPercent),
    flags: jvm.flags.join(" "),
    httpPort: httpPort === null ? "" : String(httpPort),
    healthPath: health.path ?? "",
    startDeadlineSeconds: String(health.startDeadlineMs / 1_000),
    drainSeconds: String(stop.drainMs / 1_000),
    stopSeconds: String(stop.timeoutMs / 1_000),
    exposed: routing.exposed,
    strategy: update.strategy,
    autoRollback: update.autoRollback,
  };
}

/** What the form says, on top of what it does not show. */
export function settingsOf(draft: Draft, old: Settings): Settings {
  const flags = draft.flags.split(/\s+/).filter((flag) => flag !== "");
  return {
    ...old,
    variables: draft.variables.filter(({ name }) => name !== ""),
    resources: { ...old.resources, memoryBytes: Number(draft.memoryMebibytes) * mebibyte, cpus: Number(draft.cpus) },
    jvm: { ...old.jvm, memoryPercent: Number(draft.memoryPercent), flags },
    httpPort: draft.httpPort === "" ? null : Number(draft.httpPort),
    health: {
      ...old.health,
      path: draft.healthPath === "" ? null : draft.healthPath,
      startDeadlineMs: Math.round(Number(draft.startDeadlineSeconds) * 1_000),
    },
    stop: { drainMs: Math.round(Number(draft.drainSeconds) * 1_000), timeoutMs: Math.round(Number(draft.stopSeconds) * 1_000) },
    routing: { ...old.routing, exposed: draft.exposed },
    update: { ...old.update, strategy: draft.strategy, autoRollback: draft.autoRollback },
  };
}

/** A draft that was made from `base`, on top of `theirs`: what it changed stays, what it left alone is as they have it. */
export function rebased(mine: Draft, base: Draft, theirs: Draft): Draft {
  const kept = Object.entries(mine).filter(([name, value]) => !same(value, base[name as keyof Draft]));
  return { ...theirs, ...Object.fromEntries(kept) };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
