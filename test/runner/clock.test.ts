import { afterAll, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { getRunner } from "#schema/contract/runners";
import { eventually } from "#test/eventually";
import { aDaemonWorld, type DaemonWorld } from "#test/runner/daemon-world";

const hours = (count: number): number => count * 3_600_000;

describe("clocks that jump", { timeout: 240_000 }, () => {
  let given: DaemonWorld;
  beforeAll(async () => {
    given = await aDaemonWorld();
    await given.start();
  }, 120_000);
  afterAll(async () => given.dispose());

  const skew = async (): Promise<number> => {
    const { health } = await call(given.caller, getRunner, { params: { id: given.runnerId } });
    return Math.round((health?.clockSkewMs ?? Number.NaN) / hours(1));
  };

  test.for([
    ["the host's three hours ahead", () => given.clock.jump(hours(3)), 3],
    ["the host's five hours back", () => given.clock.jump(hours(-5)), -2],
    ["the server's two hours ahead", () => given.world.clock.advance({ seconds: 7_200 }), -4],
    ["the server's six hours back", () => given.world.clock.advance({ seconds: -21_600 }), 2],
  ] as const)(
    "%s: tokens are renewed, changes are taken up, and the page says how wrong it is",
    async ([name, jump, apartHours], { expect }) => {
      jump();
      given.pass(1_000_000);
      const place = await given.people.place(name.replaceAll(/[^a-z]+/g, "-"));
      const artifactId = await given.people.upload(place.appId, { version: name });
      const id = await given.people.begin({ action: "deploy", ...place, artifactId, reason: "" });
      expect(await given.ended(id)).toMatchObject({ state: "succeeded" });
      await eventually({ what: "the skew", withinMs: 60_000 }, async () => {
        given.pass(1_000);
        return (await skew()) === apartHours ? true : undefined;
      });
    },
  );
});
