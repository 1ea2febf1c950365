import { describe, test } from "vitest";
import type { ApplyRun } from "#runner/executor/executor";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { drivenInstance, memoryHost, type MemoryHost } from "#runner/executor/memory/memory-host";
import type { ApplyPhase, Failure, Outcome } from "#runner/executor/outcome";
import type { Workload } from "#runner/executor/workload";
import { leapingClock } from "#test/runner/leaping-clock";
import { aWorkload, digestOf } from "#test/runner/workloads";

interface Journal {
  readonly entered: ApplyPhase[];
  failure: Failure | null;
}

function aRun(journal: Journal): ApplyRun {
  const resumption = journal.entered.length === 0 ? null : { entered: [...journal.entered], failure: journal.failure };
  const enter = async (phase: ApplyPhase, failure?: Failure): Promise<void> => {
    journal.entered.push(phase);
    journal.failure = failure ?? null;
  };
  const progress = { enter, step: () => undefined, warn: () => undefined, gap: async () => undefined };
  return { progress, resumption, repair: false, signal: new AbortController().signal };
}

function takingTraffic(host: MemoryHost): number {
  const all = [...host.instances.values()].map((instance) => drivenInstance(host, instance));
  return all.filter(({ state, health }) => state === "running" && health === "healthy").length;
}

function aHost(): MemoryHost {
  const host = memoryHost(leapingClock());
  host.behave(digestOf("broken"), { healthyAfterMs: null });
  return host;
}

const executorOver = (host: MemoryHost) => instanceExecutor("memory", memoryDriver(host), host.clock);

/** The process dies at its `death`-th step, and each one after it at its second, so that dying again and again is covered too. */
async function applyDying(
  host: MemoryHost,
  workload: Workload,
  death: number,
): Promise<{ outcome: Outcome; died: boolean; worst: number }> {
  const journal: Journal = { entered: [], failure: null };
  let worst = takingTraffic(host);
  for (let attempt = 0; ; attempt += 1) {
    let steps = attempt === 0 ? death : Number.POSITIVE_INFINITY;
    const dying = Promise.withResolvers<"died">();
    host.interference = async () => {
      worst = Math.min(worst, takingTraffic(host));
      steps -= 1;
      if (steps > 0) return;
      dying.resolve("died");
      await new Promise(() => {});
    };
    const outcome = await Promise.race([executorOver(host).apply(workload, aRun(journal)), dying.promise]);
    host.interference = () => undefined;
    if (outcome !== "died") return { outcome, died: attempt > 0, worst };
  }
}

const second = { generation: 2, replicas: 2 };

describe("a process killed before or after any single step", () => {
  test("is followed by one that finishes a blue/green rollout, and never are there fewer healthy instances than before", async ({
    expect,
  }) => {
    for (let death = 1, died = true; died; death += 1) {
      const host = aHost();
      await executorOver(host).apply(aWorkload("first", { replicas: 2 }), aRun({ entered: [], failure: null }));
      const result = await applyDying(host, aWorkload("second", second), death);
      expect(result).toMatchObject({ outcome: { kind: "running" }, worst: 2 });
      expect([...host.instances.values()].map(({ workload }) => workload.generation)).toEqual([2, 2]);
      died = result.died;
    }
  });

  test("is followed by one that takes a failed rollout back, and what ran before never stops answering", async ({ expect }) => {
    for (let death = 1, died = true; died; death += 1) {
      const host = aHost();
      await executorOver(host).apply(aWorkload("first", { replicas: 2 }), aRun({ entered: [], failure: null }));
      const result = await applyDying(host, aWorkload("broken", second), death);
      expect(result).toMatchObject({ outcome: { kind: "failed", before: "runs", failure: { reason: "unhealthy" } }, worst: 2 });
      expect([...host.instances.values()].map(({ workload }) => workload.generation)).toEqual([1, 1]);
      died = result.died;
    }
  });

  test.for(["second", "broken"])("is followed by one that ends `recreate` of a version that is %s", async (version, { expect }) => {
    for (let death = 1, died = true; died; death += 1) {
      const host = aHost();
      await executorOver(host).apply(aWorkload("first", { strategy: "recreate" }), aRun({ entered: [], failure: null }));
      const result = await applyDying(host, aWorkload(version, { strategy: "recreate", generation: 2 }), death);
      expect(result.outcome.kind).toBe(version === "second" ? "running" : "failed");
      expect([...host.instances.values()].map(({ workload }) => workload.generation)).toEqual([version === "second" ? 2 : 1]);
      await host.clock.sleep(1_000);
      expect(takingTraffic(host)).toBe(1);
      died = result.died;
    }
  });
});
