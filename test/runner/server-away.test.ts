import { afterAll, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { listContainerLogs } from "#schema/contract/container-logs";
import { useTelemetryStore } from "#test/engines";
import { eventually } from "#test/eventually";
import { aDaemonWorld, type DaemonWorld } from "#test/runner/daemon-world";

useTelemetryStore();

describe("ten minutes without the server, in the middle of a rollout", { timeout: 240_000 }, () => {
  let given: DaemonWorld;
  beforeAll(async () => {
    given = await aDaemonWorld();
  }, 120_000);
  afterAll(async () => given.dispose());

  test("apps run on, nothing is ended, and afterwards everything is told once, with its true time", async ({ expect }) => {
    const { host, clock, served, people, pass, caller } = given;
    const orders = await people.place("orders");
    const deploy = async (version: string): Promise<string> => {
      const artifactId = await people.upload(orders.appId, { version });
      return people.begin({ action: "deploy", ...orders, artifactId, reason: "" });
    };
    const daemon = await given.start();
    expect(await given.ended(await deploy("1"))).toMatchObject({ state: "succeeded" });
    const reached = Promise.withResolvers<void>();
    const away = Promise.withResolvers<void>();
    host.interference = async (step, when) => {
      if (step !== "start" || when !== "before") return;
      reached.resolve();
      await away.promise;
    };
    const second = await deploy("2");
    await reached.promise;

    served.leave();
    pass(100_000);
    const leftAt = new Date(clock.nowMs()).toISOString();
    expect(await daemon.status()).toMatchObject({ lease: false });
    away.resolve();
    const [first] = host.instances.values();
    const lines = Array.from({ length: 9 }, (_, minute) => `minute ${minute}`);
    for (const line of lines) {
      first?.log.push({ time: new Date(clock.nowMs()).toISOString(), stream: "stdout", line });
      pass(60_000);
      expect(given.running()).toContain(1);
    }
    await eventually({ what: "the new instance beside the old", withinMs: 60_000 }, () => {
      pass(1_000);
      return given.running().length === 2 ? true : undefined;
    });
    expect(await daemon.status()).toMatchObject({ lease: false, talk: "open" });
    const backAt = new Date(clock.nowMs()).toISOString();

    served.wire = async (request, answer) => {
      const response = await answer();
      const isLost = request.method === "PUT" && request.url.includes("kind=container");
      if (isLost) served.wire = (_, next) => next();
      return isLost ? null : response;
    };
    await served.comeBack();
    const { state, events } = await given.ended(second);
    expect(state).toBe("succeeded");
    const begun = (phase: string): string => events.find((event) => event.phase === phase && event.outcome === "started")?.at ?? "";
    expect(begun("probing") > leftAt && begun("probing") < backAt).toBe(true);
    expect(begun("draining") > backAt).toBe(true);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    await eventually({ what: "the old instance's end", withinMs: 60_000 }, () => (given.running().join() === "2" ? true : undefined));
    const stored = await eventually({ what: "the log", withinMs: 60_000 }, async () => {
      pass(1_000);
      const { items } = await call(caller, listContainerLogs, { query: { ...orders, q: "minute" } });
      return items.length >= lines.length ? items.map(({ text }) => text) : undefined;
    });
    expect(stored.toReversed()).toEqual(lines);
  });
});
