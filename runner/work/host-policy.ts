import { z } from "zod";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { taskKinds } from "#schema/protocol/runner/v1/task";

const bytes = z
  .union([z.number().int().min(1), z.string().regex(/^\d+(\.\d+)?\s*(MiB|GiB)$/, "expected a size such as 512MiB or 4GiB")])
  .transform((value) => (typeof value === "number" ? value : Number.parseFloat(value) * (value.endsWith("GiB") ? 2 ** 30 : 2 ** 20)));

/**
 * What this host lets the server do: the host's administrator writes it, and nothing the server says changes it. What is not allowed here is
 * denied. Never allowed, whatever is written: privileged containers, binds and volumes, devices, added capabilities, the host's network,
 * process or IPC namespaces; the runner has no words for them.
 */
export const hostPolicy = z.strictObject({
  /** of one instance */
  maxMemory: bytes.prefault("2GiB"),
  maxCpus: z.number().min(0.05).default(2),
  maxPids: z.number().int().min(64).default(1_024),
  maxReplicas: z.number().int().min(1).default(3),
  /** Names of images, `*` for anything but a slash or an at sign; for apps that are images and for base images other than the runner's own. */
  allowedImages: z.array(z.string()).default([]),
  /** Hosts that apps may answer on; `*` stands for one label. An app on every host must stay below `pathPrefix`. */
  allowedHosts: z.array(z.string()).default([]),
  pathPrefix: z.string().startsWith("/").endsWith("/").default("/apps/"),
  /** They look and tidy up; none touches what runs, so all are allowed unless some are named. */
  allowedTasks: z.array(z.enum(taskKinds)).default([...taskKinds]),
  /** No build is begun, and no artifact fetched, with less room than that on the disk. */
  minFreeDisk: z.union([z.literal(0), bytes]).prefault("1GiB"),
});
export type HostPolicy = z.output<typeof hostPolicy>;

export const strictestPolicy: HostPolicy = hostPolicy.parse({});

/** Members a server that was taken over might send in the hope that somebody acts on them. */
const forbiddenMembers =
  /^(privileged|binds?|volumes?|volumesFrom|mounts?|devices?|cap(abilities)?Add|securityOpt|(host)?(network|pid|ipc|uts|userns)(Mode|Namespace)?|hostPorts?|portBindings|dockerSocket|hostConfig)$/i;

/** Why this app may not run here, each with what to change; none when it may. `raw` is the change as it arrived. */
export function refusals(policy: HostPolicy, app: DesiredApp, raw: unknown): string[] {
  return [...memberRefusals(raw), ...ceilingRefusals(policy, app), ...imageRefusals(policy, app), ...routeRefusals(policy, app)];
}

function ceilingRefusals(policy: HostPolicy, { resources, replicas }: DesiredApp): string[] {
  const ceilings: readonly (readonly [string, number, number, string])[] = [
    ["memory", resources.memoryBytes, policy.maxMemory, "maxMemory"],
    ["CPUs", resources.cpus, policy.maxCpus, "maxCpus"],
    ["processes", resources.pids, policy.maxPids, "maxPids"],
    ["instances", replicas, policy.maxReplicas, "maxReplicas"],
  ];
  return ceilings
    .filter(([, wanted, ceiling]) => wanted > ceiling)
    .map(([what, wanted, ceiling, key]) => `It asks for ${size(wanted)} ${what}; this host allows ${size(ceiling)} (${key}).`);
}

function imageRefusals(policy: HostPolicy, { artifact, baseImage }: DesiredApp): string[] {
  const images = [...(artifact.kind === "image" ? [artifact.image] : []), ...(baseImage === null ? [] : [baseImage])];
  return images
    .filter((image) => !policy.allowedImages.some((pattern) => matches(pattern, image, "[^/@]*")))
    .map((image) => `The image ${image} is not among those this host allows (allowedImages).`);
}

function routeRefusals(policy: HostPolicy, { route }: DesiredApp): string[] {
  if (route === null) return [];
  if (/[`\s\\]/.test(`${route.host ?? ""}${route.pathPrefix}`)) return ["Its address holds characters that no address has."];
  if (route.host !== null) {
    const isAllowed = policy.allowedHosts.some((pattern) => matches(pattern, route.host ?? "", "[^.]+"));
    return isAllowed ? [] : [`It wants to answer on ${route.host}, which this host does not allow (allowedHosts).`];
  }
  const isBelow = `${route.pathPrefix}/`.startsWith(policy.pathPrefix) && route.pathPrefix.length >= policy.pathPrefix.length;
  return isBelow
    ? []
    : [
        `It wants ${route.pathPrefix === "" ? "every path" : route.pathPrefix} on every host; this host allows what is below ${policy.pathPrefix} (pathPrefix).`,
      ];
}

function memberRefusals(raw: unknown): string[] {
  const found = membersOf(raw).filter((name) => forbiddenMembers.test(name));
  return found.map((name) => `It asks for ${name}, which no host allows.`);
}

/** Of every object but those whose member names are the app's own business. */
function membersOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...membersOf(member)]);
}

function matches(pattern: string, text: string, wildcard: string): boolean {
  const source = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(wildcard)}$`).test(text);
}

function size(value: number): string {
  return value >= 2 ** 20 ? `${Math.round(value / 2 ** 20)} MiB` : String(value);
}
