import { describe, test } from "vitest";
import type { Endpoint } from "#schema/contract/endpoint";
import { endpoints } from "#schema/contract/index";
import type { LicensedFeature } from "#schema/license/license";
import { licensedFeatures } from "#schema/license/license";
import { everyFeature, licensed } from "#test/licenses";
import type { World } from "#test/world";
import { aWorld } from "#test/world";
import { bodies } from "./bodies.ts";
import { problemOf, send, welcome } from "./requests.ts";

const gated = endpoints.flatMap((endpoint) =>
  endpoint.requires === undefined ? [] : [[endpoint.id, endpoint, endpoint.requires] as const],
);

async function ask(world: World, endpoint: Endpoint): Promise<readonly [number, string | undefined]> {
  const response = await send(welcome(world, endpoint), endpoint, { body: JSON.stringify(bodies[endpoint.id] ?? {}) });
  if (response.ok) return [response.status, undefined];
  const { code, detail } = await problemOf(response);
  return [response.status, `${code}: ${detail}`];
}

const allBut = (feature: LicensedFeature) => licensed({ features: everyFeature.filter((one) => one !== feature) });

describe("what a license switches on", () => {
  test("is every feature there is", ({ expect }) => {
    expect([...new Set(gated.map(([, , feature]) => feature))].toSorted()).toEqual(Object.keys(licensedFeatures).toSorted());
  });

  test.for(gated)(
    "%s names the missing feature without a license, with another one, and with one that has ended",
    async ([, endpoint, feature], { expect }) => {
      const ended = await licensed({ exp: Date.UTC(2026, 10, 1) / 1_000 });
      for (const world of [await aWorld(), await aWorld(await allBut(feature)), await aWorld(ended)]) {
        const named = new RegExp(`^feature-not-licensed: .*${feature}`);
        expect(await ask(world, endpoint)).toEqual([402, expect.stringMatching(named)]);
      }
    },
  );

  test.for(gated)("%s gets past the door with it, also in the last second of grace", async ([, endpoint], { expect }) => {
    const world = await aWorld(
      await licensed({ features: [endpoint.requires ?? ""], exp: Date.UTC(2026, 10, 22, 4, 1) / 1_000, grace_days: 1 }),
    );
    expect((await ask(world, endpoint))[0]).not.toBe(402);
    world.clock.advance({ seconds: 86_400 + 59 });
    expect((await ask(world, endpoint))[0]).not.toBe(402);
    world.clock.advance({ seconds: 60 });
    expect((await ask(world, endpoint))[0]).toBe(402);
  });
});
