import { z } from "zod";

/** Lower-case name of an app or environment as it appears in addresses, container names and telemetry. */
export const slug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, "expected 1 to 40 lower-case letters, digits or dashes");

export const variableName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/, "expected letters, digits, _ . or -, not starting with a digit");

const text = z
  .string()
  .max(32_768)
  .regex(/^[^\0]*$/, "expected text without NUL");
const mebibyte = 1024 * 1024;

export const variable = z.object({ name: variableName, value: text });

export const jvm = z.object({
  /** Share of the memory limit that the heap may take. */
  memoryPercent: z.number().int().min(10).max(90).default(70),
  flags: z.array(z.string().min(2).max(1_024).regex(/^-/, "expected a JVM flag")).max(64).default([]),
});

export const resources = z.object({
  memoryBytes: z
    .number()
    .int()
    .min(64 * mebibyte)
    .max(1_024 * 1_024 * mebibyte)
    .default(512 * mebibyte),
  /** CPUs, fractions allowed. */
  cpus: z.number().min(0.05).max(256).default(1),
  pids: z.number().int().min(64).max(32_768).default(512),
});

export const health = z.object({
  /** Path answering 2xx when ready; null lets the runner try the known ones (Camel, Spring Boot, Quarkus), then the port, then the process. */
  path: z.string().startsWith("/").max(512).nullable().default(null),
  /** Port of the path; null is the app's HTTP port. */
  port: z.number().int().min(1).max(65_535).nullable().default(null),
  startDeadlineMs: z.number().int().min(1_000).max(1_800_000).default(180_000),
  intervalMs: z.number().int().min(250).max(60_000).default(1_000),
  /** How long it must stay healthy before it counts. */
  minHealthyMs: z.number().int().min(0).max(600_000).default(3_000),
  failureThreshold: z.number().int().min(1).max(100).default(3),
});

export const stop = z.object({
  /** Longest wait for requests under way, before the app is asked to stop. */
  drainMs: z.number().int().min(0).max(600_000).default(10_000),
  /** Longest wait between the request to stop and the kill; Camel's own default is 45 s. */
  timeoutMs: z.number().int().min(1_000).max(1_800_000).default(60_000),
});

export const routing = z.object({
  /** False keeps the app reachable from its own network only. */
  exposed: z.boolean().default(true),
  /** Replaces the host of the server's setting; null keeps it. */
  host: z
    .string()
    .max(253)
    .regex(/^[a-z0-9.-]+$/)
    .nullable()
    .default(null),
  stripPrefix: z.boolean().default(true),
});

export const update = z.object({
  strategy: z.enum(["blue-green", "recreate"]).default("blue-green"),
  autoRollback: z.boolean().default(true),
  /** Revisions whose artifact and image stay on the host. */
  keepRevisions: z.number().int().min(1).max(50).default(5),
  /** How long after success a crash loop still rolls back by itself. */
  bakeMs: z.number().int().min(0).max(3_600_000).default(120_000),
});

/** How an app is run in one environment; everything but its secrets. A revision keeps it as it was. */
export const appSettings = z.object({
  variables: z.array(variable).max(500).default([]),
  jvm: jvm.prefault({}),
  resources: resources.prefault({}),
  /** The app's HTTP port; null for an app without one. */
  httpPort: z.number().int().min(1).max(65_535).nullable().default(8_080),
  health: health.prefault({}),
  stop: stop.prefault({}),
  routing: routing.prefault({}),
  update: update.prefault({}),
  /** Image to run the JAR on, by digest; null is the runner's own. */
  baseImage: z
    .string()
    .max(512)
    .regex(/^[^\s@]+@sha256:[0-9a-f]{64}$/, "expected name@sha256:digest")
    .nullable()
    .default(null),
});
export type AppSettings = z.output<typeof appSettings>;
