import { afterEach, beforeEach, describe, test } from "vitest";
import type { ApplyRun, Executor, LogEntry, ObservedInstance } from "./executor.ts";
import type { ApplyPhase, Outcome, Progress } from "./outcome.ts";
import type { Workload } from "./workload.ts";

/** A host made ready for the suite, with one app that works in two versions and one that never gets ready. */
export interface ExecutorFixture {
  readonly executor: Executor;
  /** A new process over the same host. */
  restarted(): Executor;
  workload(change: Partial<Workload> & { readonly app: "first" | "second" | "broken" }): Workload;
  /** Deletes an instance behind the executor's back. */
  loseInstance(id: string): Promise<void>;
  dispose(): Promise<void>;
}

class Died extends Error {}

interface Recorded extends Progress {
  readonly entered: ApplyPhase[];
}

function recording(dieAt?: ApplyPhase): Recorded {
  const entered: ApplyPhase[] = [];
  return {
    entered,
    enter: async (phase) => {
      if (phase === dieAt) throw new Died(phase);
      entered.push(phase);
    },
    step: () => undefined,
    warn: () => undefined,
    gap: async () => undefined,
  };
}

function begin(progress: Progress, change: Partial<ApplyRun> = {}): ApplyRun {
  return { progress, signal: new AbortController().signal, resumption: null, repair: false, ...change };
}

/** What every executor must do, whatever it drives. */
export function executorContract(name: string, prepare: () => Promise<ExecutorFixture>): void {
  describe(`${name} executor`, () => {
    let fixture: ExecutorFixture;
    let executor: Executor;
    const running = async (): Promise<readonly ObservedInstance[]> =>
      (await executor.observe()).filter(({ state }) => state === "running").toSorted((a, b) => a.slot - b.slot);
    const apply = async (workload: Workload, change?: Partial<ApplyRun>): Promise<Outcome> =>
      executor.apply(workload, begin(recording(), change));

    beforeEach(async () => {
      fixture = await prepare();
      ({ executor } = fixture);
    });
    afterEach(async () => fixture.dispose());

    test("says that it can run workloads", async ({ expect }) => {
      expect(await executor.check()).toMatchObject({ ok: true });
    });

    test("an app applied runs with as many instances as were asked for, healthy, in the order of the phases", async ({ expect }) => {
      const progress = recording();
      const workload = fixture.workload({ app: "first", replicas: 2 });
      expect(await executor.apply(workload, begin(progress))).toEqual({ kind: "running" });
      expect(progress.entered).toEqual(["building", "creating", "starting", "probing", "switching", "finalizing"]);
      expect(await running()).toMatchObject([
        { slot: 0, health: "healthy", generation: workload.generation, revisionId: workload.revisionId, place: workload.place },
        { slot: 1, health: "healthy" },
      ]);
    });

    test("applying what is in effect changes nothing", async ({ expect }) => {
      const workload = fixture.workload({ app: "first" });
      await apply(workload);
      const before = await running();
      expect(await apply({ ...workload, generation: workload.generation + 1 })).toEqual({ kind: "running" });
      expect((await running()).map(({ id, startedAt }) => [id, startedAt])).toEqual(before.map(({ id, startedAt }) => [id, startedAt]));
    });

    test.for(["blue-green", "recreate"] as const)("%s replaces the old version by the new one", async (strategy, { expect }) => {
      await apply(fixture.workload({ app: "first", generation: 1, strategy }));
      const second = fixture.workload({ app: "second", generation: 2, strategy });
      expect(await apply(second)).toEqual({ kind: "running" });
      expect(await executor.observe()).toMatchObject([{ hash: second.hash, generation: 2, state: "running" }]);
    });

    test.for(["blue-green", "recreate"] as const)(
      "%s brings back what ran when the new version never gets ready",
      async (strategy, { expect }) => {
        const first = fixture.workload({ app: "first", generation: 1, strategy });
        await apply(first);
        const outcome = await apply(fixture.workload({ app: "broken", generation: 2, strategy }));
        expect(outcome).toMatchObject({ kind: "failed", before: "runs", failure: { reason: expect.stringMatching(/unhealthy|exited/) } });
        expect(await executor.observe()).toMatchObject([{ hash: first.hash, state: "running" }]);
      },
    );

    test("a first version that fails leaves nothing behind but what is known about its end", async ({ expect }) => {
      const outcome = await apply(fixture.workload({ app: "broken" }));
      expect(outcome).toMatchObject({ kind: "failed", before: "none", failure: { message: expect.stringMatching(/./), evidence: {} } });
      expect(await executor.observe()).toEqual([]);
    });

    test("scaling keeps the instances that are there", async ({ expect }) => {
      const workload = fixture.workload({ app: "first", replicas: 1 });
      await apply(workload);
      const [kept] = await running();
      await apply({ ...workload, replicas: 2, generation: 2 });
      expect((await running()).map(({ id }) => id)[0]).toBe(kept?.id);
      await apply({ ...workload, replicas: 1, generation: 3 });
      expect((await running()).map(({ id }) => id)).toEqual([kept?.id]);
    });

    test("stopped is stopped and kept, and starts again as it was", async ({ expect }) => {
      const workload = fixture.workload({ app: "first" });
      await apply(workload);
      const [instance] = await running();
      expect(await apply({ ...workload, runState: "stopped", generation: 2 })).toEqual({ kind: "stopped" });
      expect((await executor.observe()).map(({ id, state }) => [id, state === "running"])).toEqual([[instance?.id, false]]);
      await apply({ ...workload, generation: 3 });
      expect((await running()).map(({ id }) => id)).toEqual([instance?.id]);
    });

    test("a signal raised before the point of no return takes everything back", async ({ expect }) => {
      const first = fixture.workload({ app: "first", generation: 1 });
      await apply(first);
      const stop = new AbortController();
      const progress = recording();
      const run = begin({ ...progress, enter: async (phase) => (phase === "probing" ? stop.abort() : undefined) }, { signal: stop.signal });
      expect(await executor.apply(fixture.workload({ app: "second", generation: 2 }), run)).toEqual({ kind: "cancelled" });
      expect(await executor.observe()).toMatchObject([{ hash: first.hash, state: "running" }]);
    });

    test.for(["creating", "starting", "probing", "switching", "draining", "stopping-old", "finalizing"] as const)(
      "a process that ends before %s is followed by one that goes on, over instances it never made",
      async (phase, { expect }) => {
        await apply(fixture.workload({ app: "first", generation: 1 }));
        const second = fixture.workload({ app: "second", generation: 2 });
        const progress = recording(phase);
        await expect(executor.apply(second, begin(progress))).rejects.toThrow(Died);
        executor = fixture.restarted();
        expect(await apply(second, { resumption: { entered: progress.entered, failure: null } })).toEqual({ kind: "running" });
        expect(await executor.observe()).toMatchObject([{ hash: second.hash, state: "running" }]);
      },
    );

    test("a repair brings back an instance that somebody deleted", async ({ expect }) => {
      const workload = fixture.workload({ app: "first" });
      await apply(workload);
      const [lost] = await running();
      await fixture.loseInstance(lost?.id ?? "");
      expect(await apply(workload, { repair: true })).toEqual({ kind: "running" });
      expect(await running()).toMatchObject([{ hash: workload.hash, health: "healthy" }]);
    });

    test("a removed app is gone, and removing it again is fine", async ({ expect }) => {
      const workload = fixture.workload({ app: "first" });
      await apply(workload);
      await executor.stop(workload.place, { drainMs: 1_000, timeoutMs: 10_000 });
      await executor.remove(workload.place, { purge: true });
      await executor.remove(workload.place, { purge: true });
      expect(await executor.observe()).toEqual([]);
    });

    test("an instance's lines are read from the beginning and from a point in time, which is included", async ({ expect }) => {
      await apply(fixture.workload({ app: "first" }));
      const [instance] = await running();
      const first = await firstLine(executor.logs(instance?.id ?? "", null, AbortSignal.timeout(5_000)));
      expect(first?.line).toMatch(/started/);
      expect(await firstLine(executor.logs(instance?.id ?? "", first?.time ?? "", AbortSignal.timeout(5_000)))).toEqual(first);
    });
  });
}

async function firstLine(lines: AsyncIterable<LogEntry>): Promise<LogEntry | undefined> {
  for await (const line of lines) return line;
  return undefined;
}
