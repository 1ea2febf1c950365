import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { listRunners } from "#schema/contract/runners";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying, type Place } from "#test/runtime/deploying";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { type HealthyCount, watchHealthy } from "#test/runtime/healthy-count";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";

const missing = engineStillToInstall();

/** Where the process dies, what the version is like that is being rolled out, and how that ends all the same. */
type Death = readonly [point: string, behavior: Record<string, unknown>, ends: string];
const works = (point: string): Death => [point, {}, "succeeded"];
const breaks = (point: string): Death => [point, { exitAfterMs: 300, exitCode: 3 }, "rolled-back"];

/** Each lane has a runner and an app of its own; lanes go side by side. */
const lanes: readonly { readonly app: string; readonly deaths: readonly Death[] }[] = [
  { app: "killed-a", deaths: ["after:pending", "after:fetching", "after:building", "after:creating", "after:starting"].map(works) },
  { app: "killed-b", deaths: ["after:probing", "after:switching", "after:draining", "after:stopping-old", "after:finalizing"].map(works) },
  {
    app: "killed-c",
    deaths: [
      ...["before:succeeded", "after:succeeded"].map(works),
      ...["after:reverting", "before:rolled-back", "after:rolled-back"].map(breaks),
    ],
  },
];

describe.skipIf(missing !== "")(`a runner killed in the middle of a deployment${missing}`, () => {
  let product: Product;
  beforeAll(async () => {
    makeTestBase();
    product = await startProduct();
    await deploying(product).environment();
  });
  afterAll(async () => product.stop());

  describe.concurrent.each(lanes)("with the app $app", ({ app, deaths }) => {
    const edge = `cameleer-${app}-edge`;
    let runner: RunnerProcess;
    let place: Place;
    let people: ReturnType<typeof deploying>;
    let healthy: HealthyCount;
    let versions = 0;

    const started = (): number => runner.output().split("runner.started").length;
    const startRunner = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
      const before = started();
      runner.start(environment);
      await eventually({ what: "the runner", withinMs: 60_000 }, () => (started() > before ? true : undefined));
    };
    const deploy = async (behavior: Record<string, unknown>): Promise<string> => {
      versions += 1;
      const artifactId = await people.upload(place.appId, { version: `${versions}.0.0`, ...behavior });
      const { items } = await call(product.caller, listRunners, {});
      const runnerId = items.find(({ name }) => name === app)?.id ?? "";
      return people.begin({ action: "deploy", ...place, artifactId, runnerId, reason: "" });
    };
    const containers = (): string[] =>
      execFileSync("docker", ["ps", "-a", "--filter", `label=io.cameleer.app=${app}`, "--format", "{{.Names}}"], { encoding: "utf8" })
        .split("\n")
        .filter((name) => name !== "");

    beforeAll(async () => {
      people = deploying(product);
      runner = aRunnerProcess({ baseImage: testBase, edge: { managed: false, network: edge } });
      runner.register(product.url, await people.enrollmentToken(app));
      await startRunner();
      place = await people.place(app);
      await people.ended(await deploy({}));
      healthy = await watchHealthy(app);
      await runner.kill();
    });
    afterAll(async () => {
      healthy.stop();
      await startRunner();
      await people.ended(await people.begin({ action: "remove", ...place, purge: true, reason: "" }));
      await runner.dispose();
      execFileSync("docker", ["network", "rm", "-f", edge]);
    });

    test.for(deaths)(
      "%s is followed by one that ends it: one container, and one that answers all along",
      { concurrent: false },
      async (death, { expect }) => {
        const [point, behavior, ends] = death;
        const [survivor = ""] = containers();
        await startRunner({ CAMELEER_FAULT: point });
        const deployment = await deploy(behavior);
        await runner.ended();
        await startRunner();
        expect(await people.ended(deployment)).toMatchObject({ state: ends });
        await runner.kill();
        expect(containers()).toHaveLength(1);
        expect(containers().includes(survivor)).toBe(ends === "rolled-back");
        expect(healthy.fewest()).toBeGreaterThanOrEqual(1);
      },
    );
  });
});
