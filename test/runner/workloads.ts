import { createHash } from "node:crypto";
import type { Workload } from "#runner/executor/workload";

export function hexId(prefix: string, number: number): string {
  return `${prefix}_${number.toString(16).padStart(32, "0")}`;
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** An app that is exposed, answers on 8080 and is given a quarter of a minute to get ready. */
export function aWorkload(jar: string, change: Partial<Workload> = {}): Workload {
  return {
    place: { environmentId: hexId("env", 1), environment: "prod", appId: hexId("app", 1), app: "orders" },
    generation: 1,
    revisionId: hexId("rev", 1),
    deploymentId: hexId("dep", 1),
    runState: "running",
    replicas: 1,
    runnable: {
      kind: "jar",
      jar: { path: `/nowhere/${jar}`, sha256: digestOf(jar) },
      layout: "plain",
      mainClass: "Main",
      agent: null,
      baseImage: null,
      jvm: { memoryPercent: 70, flags: [] },
    },
    variables: [],
    resources: { memoryBytes: 64 * 2 ** 20, cpus: 1, pids: 64 },
    httpPort: 8_080,
    health: { path: "/ready", port: null, startDeadlineMs: 15_000, intervalMs: 500, minHealthyMs: 500, failureThreshold: 1 },
    stop: { drainMs: 1_000, timeoutMs: 5_000 },
    route: { host: null, pathPrefix: "/apps/prod/orders", stripPrefix: true, tls: false },
    strategy: "blue-green",
    autoRollback: true,
    hash: digestOf(`workload of ${jar}`),
    ...change,
  };
}
