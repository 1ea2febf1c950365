import { mkdir, rmdir } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "vitest";
import { rolloutPhases } from "#schema/protocol/runner/v1/rollout";
import type { Change } from "#schema/protocol/runner/v1/signed-change";
import { aRunnerWorld, broken, good, type RunnerWorld } from "#test/runner/runner-world";
import { hexId } from "#test/runner/workloads";

let world: RunnerWorld;
beforeEach(async () => {
  world = await aRunnerWorld();
});
afterEach(async () => world.dispose());

const idle = async (): Promise<void> => world.process.reconciler.idle();
/** The process stands still there until it may go on. */
const heldAt = (point: string) => {
  const [reached, allowed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  world.fault = async (name) => {
    if (name !== point) return;
    reached.resolve();
    await allowed.promise;
  };
  return { reached: reached.promise, goOn: allowed.resolve };
};
const removal = (generation: number): Change => ({
  type: "app.remove",
  removal: {
    environmentId: hexId("env", 1),
    appId: hexId("app", 1),
    generation,
    deploymentId: hexId("dep", generation),
    mode: "purge",
  },
});
const phasesOf = (generation: number): string[] =>
  world.events.filter((event) => event.generation === generation && event.outcome !== "done").map(({ phase }) => phase);

describe("an app that is wanted", () => {
  test("is rolled out, and every phase is told", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    expect(world.running()).toEqual(["g1 healthy"]);
    expect(phasesOf(1)).toEqual(["pending", "fetching", "building", "creating", "starting", "probing", "switching", "finalizing"]);
    expect(world.events.at(-1)).toMatchObject({ phase: "succeeded", outcome: "done" });
  });

  test("that is broken is rolled back by itself, with the cause", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    await world.want(broken(2));
    await idle();
    expect(world.running()).toEqual(["g1 healthy"]);
    expect(world.events.at(-1)).toMatchObject({
      deploymentId: hexId("dep", 2),
      phase: "rolled-back",
      reason: "unhealthy",
      message: "The app was not ready within 15 s: GET /ready on port 8080 was never answered.",
    });
  });

  test("changed five times while the runner was away is changed once", async ({ expect }) => {
    world.fault = async () => new Promise(() => {});
    for (const generation of [1, 2, 3, 4, 5]) await world.want(good(generation));
    world.fault = async () => undefined;
    await world.restart();
    await idle();
    expect(world.running()).toEqual(["g5 healthy"]);
    expect(phasesOf(5)).toContain("probing");
    expect([2, 3, 4].flatMap(phasesOf)).toEqual([]);
  });

  test("overtaken while it was probed makes way and is told as superseded", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    const probing = heldAt("after:probing");
    await world.want(broken(2));
    await probing.reached;
    await world.want(good(3));
    probing.goOn();
    await idle();
    expect(world.running()).toEqual(["g3 healthy"]);
    expect(world.events.filter(({ generation }) => generation === 2).at(-1)).toMatchObject({ phase: "superseded" });
  });

  test("that somebody deleted on the host is brought back without the server", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    world.host.instances.clear();
    world.process.reconciler.nudgeAll();
    await idle();
    expect(world.running()).toEqual(["g1 healthy"]);
  });

  test("leaves the host when its removal is wanted, and only then", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    await world.receive([]);
    expect(world.running()).toEqual(["g1 healthy"]);
    await world.want(removal(2));
    await idle();
    expect([...world.host.instances.keys(), ...world.host.images, ...world.process.records.all()]).toEqual([]);
    expect(world.events.at(-1)).toMatchObject({ deploymentId: hexId("dep", 2), phase: "succeeded" });
  });

  test("again while it is being removed comes back", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    const removing = heldAt("after:finalizing");
    await world.want(removal(2));
    await removing.reached;
    await world.want(good(3));
    removing.goOn();
    await idle();
    expect(world.running()).toEqual(["g3 healthy"]);
    expect(world.events.at(-1)).toMatchObject({ deploymentId: hexId("dep", 3), phase: "succeeded" });
  });

  test("is begun although the disk was full after it had been stored", async ({ expect }) => {
    const inTheWay = path.join(world.folder, "position.json.new");
    await mkdir(inTheWay);
    const raw = await world.signed({ type: "app.apply", app: good(1) });
    await expect(world.receive([raw])).rejects.toThrow("EISDIR");
    await rmdir(inTheWay);
    await world.receive([raw]);
    await idle();
    expect(world.running()).toEqual(["g1 healthy"]);
  });
});

describe("without the lease", () => {
  test("nothing that works is ended; once there is a lease again the rollout goes on", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    const draining = Promise.withResolvers<void>();
    world.fault = async (name) => (name === "after:switching" ? draining.resolve() : undefined);
    world.process.lease.renew(-1);
    await world.want(good(2));
    await draining.promise;
    await world.clock.sleep(600_000);
    expect(world.running()).toEqual(["g1 healthy", "g2 healthy"]);
    world.process.lease.renew(world.clock.monotonicMs() + 90_000);
    await idle();
    expect(world.running()).toEqual(["g2 healthy"]);
  });

  test("for ever, since another process took over, what runs goes on and nothing is begun", async ({ expect }) => {
    await world.want(good(1));
    await idle();
    world.process.lease.halt();
    await world.want(good(2));
    await idle();
    expect(world.running()).toEqual(["g1 healthy"]);
  });
});

describe("a process killed at a transition", () => {
  const around = (phase: string): string[] => [`before:${phase}`, `after:${phase}`];
  const goodPath = rolloutPhases.slice(0, rolloutPhases.indexOf("reverting"));
  const fates = [
    ...[...goodPath, "succeeded"].flatMap(around).map((at) => [at, "works", good(2), "g2 healthy", "succeeded"] as const),
    ...["probing", "reverting", "rolled-back"]
      .flatMap(around)
      .map((at) => [at, "is broken", broken(2), "g1 healthy", "rolled-back"] as const),
  ];

  test.for(fates)(
    "%s, is followed by one that ends the rollout of a version that %s",
    async ([transition, , app, running, phase], { expect }) => {
      await world.want(good(1));
      await idle();
      const killed = Promise.withResolvers<void>();
      world.fault = async (name) => {
        if (name !== transition) return;
        killed.resolve();
        await new Promise(() => {});
      };
      await world.want(app);
      await Promise.race([killed.promise, idle()]);
      world.fault = async () => undefined;
      await world.restart();
      await idle();
      expect(world.running()).toEqual([running]);
      expect([...world.host.instances.keys()]).toHaveLength(1);
      expect(world.events.findLast(({ generation }) => generation === 2)).toMatchObject({ phase });
      const numbers = world.events.filter(({ generation }) => generation === 2).map(({ seq }) => seq);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    },
  );
});
