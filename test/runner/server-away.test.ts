import { afterAll, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { listContainerLogs } from "#schema/contract/container-logs";
import type { Daemon } from "#runner/work/daemon";
import { useTelemetryStore } from "#test/engines";
import { eventually } from "#test/eventually";
import { aDaemonWorld, type DaemonWorld } from "#test/runner/daemon-world";
import { undisturbed } from "#test/runner/served-world";

useTelemetryStore();

describe("a server that is away", { timeout: 240_000 }, () => {
  let given: DaemonWorld;
  let daemon: Daemon;
  beforeAll(async () => {
    given = await aDaemonWorld();
    daemon = await given.start();
  }, 120_000);
  afterAll(async () => given.dispose());

  test("for ten minutes in the middle of a rollout: apps run on, nothing is ended, and afterwards everything is told once, with its true time", async ({
    expect,
  }) => {
    const { host, clock, served, people, pass, caller } = given;
    const orders = await people.place("orders");
    const deploy = async (version: string): Promise<string> => {
      const artifactId = await people.upload(orders.appId, { version });
      return people.begin({ action: "deploy", ...orders, artifactId, reason: "" });
    };
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

  test("for so long that its answer is old when it comes: that answer gives no right to end anything", async ({ expect }) => {
    const { served, pass } = given;
    const syncs = (): number => served.requests.filter(({ url }) => url.includes("/runner/v1/sync")).length;
    const next = async (before: number): Promise<void> => {
      await eventually({ what: "a sync", withinMs: 60_000 }, () => (syncs() > before ? true : undefined));
    };
    const answered = Promise.withResolvers<void>();
    const sent = Promise.withResolvers<void>();
    const atFirst = syncs();
    served.wire = async (request, answer) => {
      const response = await answer();
      if (!request.url.includes("/runner/v1/sync")) return response;
      await (syncs() === atFirst + 1 ? sent.promise : answered.promise);
      return response;
    };
    pass(61_000);
    await next(atFirst);
    expect(await daemon.status()).toMatchObject({ lease: true });
    pass(91_000);
    sent.resolve();
    await next(atFirst + 1);
    expect(await daemon.status()).toMatchObject({ lease: false });
    answered.resolve();
    served.wire = undisturbed;
    await eventually({ what: "the lease", withinMs: 60_000 }, async () => ((await daemon.status()).lease ? true : undefined));
  });
});
