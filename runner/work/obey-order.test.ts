import { afterEach, beforeEach, describe, test } from "vitest";
import { keyOf } from "#runner/work/app-record";
import { aRunnerWorld, good, type RunnerWorld } from "#test/runner/runner-world";

let world: RunnerWorld;
beforeEach(async () => {
  world = await aRunnerWorld();
  await world.want(good(1));
  await idle();
});
afterEach(async () => world.dispose());

const idle = async (): Promise<void> => world.process.reconciler.idle();
const key = (): string => world.process.records.all().map(({ wanted }) => keyOf(wanted))[0] ?? "";
const give = async (order: "stop" | "restart"): Promise<void> => {
  await world.process.orders.give(key(), order);
  world.process.reconciler.nudge(key());
  await idle();
};
const takeBack = async (): Promise<void> => {
  await world.process.orders.takeBack(key());
  world.process.reconciler.nudge(key());
  await idle();
};

describe("an app that the host's administrator has stopped", () => {
  beforeEach(async () => give("stop"));

  test("stays stopped, also for the next process", async ({ expect }) => {
    expect(world.running()).toEqual([]);
    await world.restart();
    await idle();
    expect(world.running()).toEqual([]);
  });

  test("runs again as before when that is taken back", async ({ expect }) => {
    await takeBack();
    expect(world.running()).toEqual(["g1 healthy"]);
  });

  test("is not deployed meanwhile, and the server is told why", async ({ expect }) => {
    await world.want(good(2));
    await idle();
    expect(world.running()).toEqual([]);
    expect(world.events.at(-1)).toMatchObject({ generation: 2, phase: "blocked", reason: "policy" });
    expect(world.events.at(-1)?.message).toContain("cameleer-runner apps start prod/orders");
    await takeBack();
    expect(world.running()).toEqual(["g1 healthy"]);
  });

  test("is removed when the server wants that, and the order with it", async ({ expect }) => {
    const { environment, app } = good(2);
    const removal = {
      environmentId: environment.id,
      appId: app.id,
      generation: 2,
      deploymentId: good(2).deploymentId,
      mode: "stop",
    } as const;
    const held = key();
    await world.want({ type: "app.remove", removal });
    await idle();
    expect(world.host.instances.size).toBe(0);
    expect(world.process.orders.of(held)).toBeUndefined();
  });
});

test("a restart by hand stops every instance and starts it again, once", async ({ expect }) => {
  await give("restart");
  expect(world.running()).toEqual(["g1 healthy"]);
  expect([...world.host.instances.values()].map(({ restartCount }) => restartCount)).toEqual([1]);
  expect(world.process.orders.of(key())).toBeUndefined();
});
