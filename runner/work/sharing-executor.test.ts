import { expect, test } from "vitest";
import { instanceExecutor } from "#runner/executor/instance-executor";
import { memoryDriver } from "#runner/executor/memory/memory-driver";
import { memoryHost } from "#runner/executor/memory/memory-host";
import { sharingExecutor } from "#runner/work/sharing-executor";
import { leapingClock } from "#test/runner/leaping-clock";
import { aWorkload } from "#test/runner/workloads";

const progress = { enter: async () => undefined, step: () => undefined, warn: () => undefined, gap: async () => undefined };
const run = { progress, signal: new AbortController().signal, resumption: null, repair: false };

function aHost() {
  const clock = leapingClock();
  const driver = memoryDriver(memoryHost(clock));
  let looks = 0;
  const list: typeof driver.list = async (of) => {
    if (of === "all") looks += 1;
    return driver.list(of);
  };
  const past = instanceExecutor("memory", { ...driver, list }, clock);
  return { clock, past, executor: sharingExecutor(past, clock), looks: () => looks };
}

test("many who ask at once are answered by one look", async () => {
  const { executor, looks } = aHost();
  await executor.apply(aWorkload("first"), run);
  const answers = await Promise.all(Array.from({ length: 50 }, () => executor.observe()));
  expect(looks()).toBe(1);
  expect(answers.every((instances) => instances.length === 1)).toBe(true);
});

test("after a change through this process everybody sees what is there now", async () => {
  const { executor } = aHost();
  expect(await executor.observe()).toEqual([]);
  await executor.apply(aWorkload("first"), run);
  expect(await executor.observe()).toMatchObject([{ state: "running" }]);
  await executor.stop(aWorkload("first").place, { drainMs: 0, timeoutMs: 1_000 });
  expect(await executor.observe()).toMatchObject([{ state: "stopped" }]);
  await executor.remove(aWorkload("first").place, { purge: true });
  expect(await executor.observe()).toEqual([]);
});

test("a change past this process is seen as soon as the engine tells of it, or after two seconds", async () => {
  const { clock, past, executor } = aHost();
  const over = new AbortController();
  await past.apply(aWorkload("first"), run);
  expect(await executor.observe()).toMatchObject([{ state: "running" }]);
  const told = Promise.withResolvers<void>();
  void executor.watch(() => told.resolve(), over.signal);
  await past.stop(aWorkload("first").place, { drainMs: 0, timeoutMs: 1_000 });
  await told.promise;
  expect(await executor.observe()).toMatchObject([{ state: "stopped" }]);
  over.abort();
  await past.remove(aWorkload("first").place, { purge: true });
  expect(await executor.observe()).toHaveLength(1);
  await clock.sleep(2_000);
  expect(await executor.observe()).toEqual([]);
});
