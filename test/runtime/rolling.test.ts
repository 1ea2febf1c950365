import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, test } from "vitest";
import { getAppSettings, putAppSettings } from "#schema/contract/app-settings";
import { call } from "#schema/contract/call";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying, type Place } from "#test/runtime/deploying";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { beginLoad, type Shot } from "#test/runtime/load";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";
import { type RunningTraefik, startTraefik } from "#test/runtime/traefik";

const missing = engineStillToInstall();
const names = ["rolling-a", "rolling-b", "rolling-c", "rolling-d"];
const deploysOfEach = 5;
const perSecondOfEach = 52;

const notGood = (shots: readonly Shot[]): Shot[] => shots.filter(({ outcome }) => outcome !== "200");

describe.skipIf(missing !== "")(`apps under load behind Traefik${missing}`, () => {
  let traefik: RunningTraefik;
  let product: Product;
  let runner: RunnerProcess;
  let places: readonly Place[] = [];
  let people: ReturnType<typeof deploying>;

  const deploy = async (place: Place, version: string): Promise<string> => {
    // Without mercy: what is under way when it is told to stop is lost.
    const artifactId = await people.upload(place.appId, { version, stopAtOnce: true });
    return people.begin({ action: "deploy", ...place, artifactId, reason: "" });
  };
  const addressOf = (name: string): string => `${traefik.url}/apps/test/${name}/`;

  beforeAll(async () => {
    makeTestBase();
    [traefik, product] = await Promise.all([startTraefik(), startProduct()]);
    people = deploying(product);
    runner = aRunnerProcess({ baseImage: testBase, edge: { managed: false, network: traefik.network, publicOrigin: traefik.url } });
    runner.register(product.url, await people.enrollmentToken());
    runner.start();
    await eventually({ what: "the runner", withinMs: 60_000 }, () => (runner.output().includes("runner.started") ? true : undefined));
    const made: Place[] = [];
    for (const name of names) made.push(await people.place(name));
    places = made;
    const first = await Promise.all(places.map(async (place) => people.ended(await deploy(place, "0"))));
    assert.deepEqual(
      first.map(({ failure }) => failure),
      names.map(() => null),
    );
  });
  afterAll(async () => {
    await Promise.all(
      places.map(async (place) => people.ended(await people.begin({ action: "remove", ...place, purge: true, reason: "" }))),
    );
    await runner.dispose();
    await product.stop();
    await traefik.stop();
  });

  // Four apps side by side are harder than one after the other: Traefik takes over the changes of all four while it serves each of them, and the sum of
  // the requests never falls below 200/s.
  test("20 rolling deploys under 200 requests/s fail no request, not even the slow ones", async ({ expect }) => {
    const loads = names.map((name) => beginLoad(addressOf(name), perSecondOfEach));
    const states = await Promise.all(
      places.map(async (place) => {
        const ended: string[] = [];
        for (let version = 1; version <= deploysOfEach; version += 1) {
          const { state, failure } = await people.ended(await deploy(place, String(version)));
          ended.push(failure?.message ?? state);
        }
        return ended;
      }),
    );
    const reports = await Promise.all(loads.map(async (load) => load.end()));
    const shots = reports.flatMap((report) => report.shots);
    expect(states.flat()).toEqual(Array.from({ length: 20 }, () => "succeeded"));
    expect(notGood(shots)).toEqual([]);
    expect(reports.reduce((sum, { perSecond }) => sum + perSecond, 0)).toBeGreaterThanOrEqual(200);
  });

  test("`recreate` cuts no request off, and states the gap that it makes", async ({ expect }) => {
    const [place] = places as readonly [Place];
    const params = { id: place.appId, environmentId: place.environmentId };
    const { settings, version } = await call(product.caller, getAppSettings, { params });
    const recreate = { ...settings, update: { ...settings.update, strategy: "recreate" as const } };
    await call(product.caller, putAppSettings, { params, body: { settings: recreate, basedOn: version } });
    const load = beginLoad(addressOf("rolling-a"), 200);
    const { state, failure, gapMs } = await people.ended(await deploy(place, "recreated"));
    const { shots } = await load.end();
    const away = notGood(shots);
    const seenMs = Math.max(...away.map(({ sentMs }) => sentMs)) - Math.min(...away.map(({ sentMs }) => sentMs));
    expect(failure?.message ?? state).toBe("succeeded");
    expect(new Set(away.map(({ outcome }) => outcome))).toEqual(new Set(["404"]));
    expect(gapMs).toBeGreaterThanOrEqual(seenMs);
    expect(gapMs).toBeLessThan(seenMs + 10_000);
  });
});
