import type { Place, PlaceIds, Workload } from "../workload.ts";

const prefix = "io.cameleer.";

/** Whose objects these are. Two runners on one engine never touch each other's. */
export interface Owner {
  readonly runnerId: string;
}

export interface Stamp {
  readonly place: Place;
  readonly revisionId: string;
  readonly deploymentId: string;
  readonly generation: number;
  readonly slot: number;
  readonly hash: string;
}

export function ownerLabels({ runnerId }: Owner): Record<string, string> {
  return { [`${prefix}managed`]: "true", [`${prefix}runner`]: runnerId };
}

/** Whose object carries these labels; undefined when it is no runner's. */
export function ownerOf(labels: Readonly<Record<string, string>>): Owner | undefined {
  const runnerId = labels[`${prefix}runner`];
  return runnerId === undefined ? undefined : { runnerId };
}

export function placeLabels(owner: Owner, { environmentId, appId }: PlaceIds): Record<string, string> {
  return { ...ownerLabels(owner), [`${prefix}environment-id`]: environmentId, [`${prefix}app-id`]: appId };
}

export function hashLabel(hash: string): Record<string, string> {
  return { [`${prefix}spec-hash`]: hash };
}

/** On every container: enough for a process that knows nothing to adopt it. */
export function instanceLabels(owner: Owner, workload: Workload, slot: number): Record<string, string> {
  return {
    ...placeLabels(owner, workload.place),
    [`${prefix}environment`]: workload.place.environment,
    [`${prefix}app`]: workload.place.app,
    [`${prefix}revision`]: workload.revisionId,
    [`${prefix}generation`]: String(workload.generation),
    [`${prefix}deployment`]: workload.deploymentId,
    [`${prefix}slot`]: String(slot),
    ...hashLabel(workload.hash),
    [`${prefix}http-port`]: String(workload.httpPort ?? ""),
  };
}

/** The port on which a container answers; null when on none, undefined when its labels do not say. */
export function httpPortOf(labels: Readonly<Record<string, string>>): number | null | undefined {
  const port = labels[`${prefix}http-port`];
  return port === undefined ? undefined : port === "" ? null : Number(port);
}

export function imageLabels(owner: Owner, place: PlaceIds, jarDigest: string): Record<string, string> {
  return { ...placeLabels(owner, place), [`${prefix}jar`]: jarDigest };
}

export function jarOf(labels: Readonly<Record<string, string>>): string | undefined {
  return labels[`${prefix}jar`];
}

/** What a container's labels say, or undefined when it is not an instance of this owner. */
export function stampOf({ runnerId }: Owner, labels: Readonly<Record<string, string>>): Stamp | undefined {
  const of = (name: string): string => labels[`${prefix}${name}`] ?? "";
  if (of("runner") !== runnerId || of("app-id") === "" || of("spec-hash") === "") return undefined;
  const place = { environmentId: of("environment-id"), environment: of("environment"), appId: of("app-id"), app: of("app") };
  return {
    place,
    revisionId: of("revision"),
    deploymentId: of("deployment"),
    generation: Number(of("generation")),
    slot: Number(of("slot")),
    hash: of("spec-hash"),
  };
}

/** The form in which the engine filters. */
export function labelFilter(labels: Readonly<Record<string, string>>): string[] {
  return Object.entries(labels).map(([name, value]) => `${name}=${value}`);
}
