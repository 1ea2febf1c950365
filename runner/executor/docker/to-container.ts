import type { ContainerCreateOptions } from "dockerode";
import type { Runnable, Workload } from "../workload.ts";
import { healthCommand } from "./health-command.ts";
import { knownHosts, seenFromContainer } from "./host-address.ts";
import { instanceLabels, type Owner } from "./own-labels.ts";
import { type Edge, traefikLabels } from "./traefik-labels.ts";

export interface ContainerPlan {
  readonly owner: Owner;
  readonly workload: Workload;
  readonly slot: number;
  readonly image: string;
  /** The network that the apps of one environment share. */
  readonly network: string;
  /** Of the host, as a container on that network reaches it; default: what the engine takes it to be. */
  readonly hostAddress?: string;
  readonly edge: Edge;
}

const user = "65532:65532";
const mebibyte = 2 ** 20;
const nanosecondsPerMillisecond = 1e6;

export function containerName({ place, generation }: Pick<Workload, "place" | "generation">, slot: number): string {
  return `cml-${place.environment}-${place.app}-g${generation}-${slot}`;
}

/**
 * What the engine is asked to create. An ordinary user, no capability, no way to more privileges, nothing to write to but /tmp, no file of the host, no port of the host,
 * limits on everything; the restart policy comes only after the gate is passed, so that a crash before it is seen.
 */
export function toContainer({
  owner,
  workload,
  slot,
  image,
  network,
  hostAddress = "host-gateway",
  edge,
}: ContainerPlan): ContainerCreateOptions & { readonly name: string } {
  const { resources, health, httpPort, stop, place } = workload;
  const name = containerName(workload, slot);
  const variables = environmentOf(workload, name);
  return {
    name,
    Image: image,
    Hostname: name.slice(0, 63),
    User: user,
    ...commandOf(workload.runnable),
    Env: variables.map((pair) => pair.join("=")),
    Labels: { ...instanceLabels(owner, workload, slot), ...traefikLabels(workload, edge) },
    StopSignal: "SIGTERM",
    StopTimeout: Math.ceil(stop.timeoutMs / 1_000),
    Healthcheck: {
      Test: ["CMD-SHELL", healthCommand(health, httpPort)],
      Interval: health.intervalMs * nanosecondsPerMillisecond,
      Timeout: 5_000 * nanosecondsPerMillisecond,
      Retries: health.failureThreshold,
      StartPeriod: health.startDeadlineMs * nanosecondsPerMillisecond,
      // Engines since 25 would otherwise look every 5 s only while it starts.
      StartInterval: health.intervalMs * nanosecondsPerMillisecond,
    },
    HostConfig: {
      Memory: resources.memoryBytes,
      MemorySwap: resources.memoryBytes,
      NanoCpus: Math.round(resources.cpus * 1e9),
      PidsLimit: resources.pids,
      Privileged: false,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      ReadonlyRootfs: true,
      Tmpfs: {
        "/tmp": `rw,exec,nosuid,nodev,uid=65532,gid=65532,mode=1777,size=${Math.max(64 * mebibyte, Math.floor(resources.memoryBytes / 4))}`,
      },
      NetworkMode: network,
      ExtraHosts: knownHosts(variables, hostAddress),
      RestartPolicy: { Name: "no" },
      LogConfig: { Type: "json-file", Config: { "max-size": "16m", "max-file": "3" } },
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [place.app] } } },
  };
}

/** An image is run as it was built; a JAR by Java, directly, so that it gets the signals itself. */
function commandOf(runnable: Runnable): Pick<ContainerCreateOptions, "Entrypoint" | "WorkingDir"> {
  if (runnable.kind === "image") return {};
  const { jvm, agent } = runnable;
  return {
    WorkingDir: "/tmp",
    Entrypoint: [
      "java",
      `-XX:MaxRAMPercentage=${jvm.memoryPercent}`,
      "-XX:+ExitOnOutOfMemoryError",
      "-XX:ErrorFile=/tmp/hs_err_%p.log",
      ...jvm.flags,
      ...(agent === null ? [] : ["-javaagent:/cameleer/agent.jar"]),
      "-jar",
      "/app/app.jar",
    ],
  };
}

const resourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

/** Every instance tells its telemetry apart by its own name. */
function environmentOf({ variables }: Workload, name: string): (readonly [string, string])[] {
  const byName = new Map(variables.map(({ name, value }) => seenFromContainer([name, value])));
  const attributes = [byName.get(resourceAttributes) ?? "", `service.instance.id=${name}`].filter((text) => text !== "").join(",");
  return [...byName.set(resourceAttributes, attributes)];
}
