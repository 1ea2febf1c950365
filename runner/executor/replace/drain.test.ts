import { describe, test } from "vitest";
import type { ApplyRun } from "#runner/executor/executor";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { memoryHost } from "#runner/executor/memory/memory-host";
import { leapingClock } from "#test/runner/leaping-clock";
import { aWorkload, digestOf } from "#test/runner/workloads";

const stop = { drainMs: 10_000, timeoutMs: 60_000 };

interface Replaced {
  /** How long it has requests under way after it left traffic. */
  readonly busyMs?: number;
  readonly by?: "second" | "broken";
  readonly strategy?: "blue-green" | "recreate";
}

/** Replaces an app, and tells when things happened, in milliseconds since it left traffic. */
async function replacing({ busyMs = 0, by = "second", strategy = "blue-green" }: Replaced) {
  const clock = leapingClock();
  const host = memoryHost(clock);
  host.behave(digestOf("first"), { healthyAfterMs: 100, busyMs });
  host.behave(digestOf("broken"), { healthyAfterMs: null });
  const told: string[] = [];
  const at: Record<string, number> = {};
  const progress: ApplyRun["progress"] = {
    enter: async () => undefined,
    step: (message) => void told.push(message),
    warn: (warning) => void told.push(warning),
    gap: async (edge) => void (at[`gap ${edge}`] = clock.monotonicMs()),
  };
  host.interference = (step, when) => {
    if (when === "before" && (step === "cordon" || step === "stop")) at[step] = clock.monotonicMs();
  };
  const executor = instanceExecutor("memory", memoryDriver(host), clock);
  const run = { progress, signal: new AbortController().signal, resumption: null, repair: false };
  await executor.apply(aWorkload("first", { stop }), run);
  const outcome = await executor.apply(aWorkload(by, { generation: 2, stop, strategy }), run);
  const since = (name: string): number => (at[name] ?? Number.NaN) - (at["cordon"] ?? Number.NaN);
  return { outcome, told, stoppedAfterMs: since("stop"), gapBeganAfterMs: since("gap begins"), gapEndedAfterMs: since("gap ends") };
}

describe("an instance that is replaced", () => {
  test("is stopped as soon as the router has noticed when nobody waits for an answer", async ({ expect }) => {
    const { stoppedAfterMs, told } = await replacing({});
    expect(stoppedAfterMs).toBe(3_000);
    expect(told).toEqual([]);
  });

  test("answers the requests that are under way before it is stopped", async ({ expect }) => {
    const { stoppedAfterMs, told } = await replacing({ busyMs: 8_000 });
    expect(stoppedAfterMs).toBe(8_000);
    expect(told).toEqual([]);
  });

  test("is not given more than `drainMs` for it, and that is said", async ({ expect }) => {
    const { stoppedAfterMs, told } = await replacing({ busyMs: 60_000 });
    expect(stoppedAfterMs).toBe(13_000);
    expect(told).toEqual(["prod-orders-g1-0: connections still open after 10 s: 1"]);
  });
});

describe("a rollout with `recreate`", () => {
  test("tells a gap that begins before the old one leaves traffic and ends when the new one has it", async ({ expect }) => {
    const { outcome, gapBeganAfterMs, gapEndedAfterMs, stoppedAfterMs } = await replacing({ strategy: "recreate" });
    expect(outcome).toEqual({ kind: "running" });
    expect(gapBeganAfterMs).toBe(0);
    expect(gapEndedAfterMs).toBeGreaterThanOrEqual(stoppedAfterMs + 100 + 3_000);
  });

  test("that fails tells a gap that ends when the former version is healthy again", async ({ expect }) => {
    const { outcome, gapEndedAfterMs } = await replacing({ by: "broken", strategy: "recreate" });
    expect(outcome).toMatchObject({ kind: "failed", before: "runs" });
    expect(gapEndedAfterMs).toBeGreaterThanOrEqual(15_000 + 100 + 3_000);
  });

  test("has none with blue/green", async ({ expect }) => {
    expect(await replacing({})).toMatchObject({ gapBeganAfterMs: Number.NaN, gapEndedAfterMs: Number.NaN });
  });
});
