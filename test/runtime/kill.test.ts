import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, test } from "vitest";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying, type Place } from "#test/runtime/deploying";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";

const missing = engineStillToInstall();
const started = (runner: RunnerProcess): number => runner.output().split("runner.started").length;

describe.skipIf(missing !== "")(`a runner killed in the middle of a deployment${missing}`, () => {
  let product: Product;
  let runner: RunnerProcess;
  let place: Place;
  let people: ReturnType<typeof deploying>;

  const startRunner = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    const before = started(runner);
    runner.start(environment);
    await eventually({ what: "the runner", withinMs: 60_000 }, () => (started(runner) > before ? true : undefined));
  };
  const containers = (): string[] =>
    execFileSync("docker", ["ps", "-a", "--filter", "label=io.cameleer.app=killed", "--format", "{{.Names}}"], { encoding: "utf8" })
      .split("\n")
      .filter((name) => name !== "");

  beforeAll(async () => {
    makeTestBase();
    product = await startProduct();
    people = deploying(product);
    runner = aRunnerProcess({ baseImage: testBase, edge: { managed: false, network: "cameleer-kill-edge" } });
    runner.register(product.url, await people.enrollmentToken());
    await startRunner();
    place = await people.place("killed");
    const artifactId = await people.upload(place.appId, { version: "0.0.0" });
    await people.ended(await people.begin({ action: "deploy", ...place, artifactId, reason: "" }));
    await runner.kill();
  });
  afterAll(async () => {
    await startRunner();
    await people.ended(await people.begin({ action: "remove", ...place, purge: true, reason: "" }));
    await runner.dispose();
    await product.stop();
    execFileSync("docker", ["network", "rm", "-f", "cameleer-kill-edge"]);
  });

  const points = ["after:creating", "after:probing", "after:switching", "after:draining", "after:stopping-old", "after:finalizing"];
  test.for(points.map((point, index) => [point, index + 1] as const))(
    "%s is followed by one that ends it, and leaves one container",
    async ([point, number], { expect }) => {
      const [survivor] = containers();
      await startRunner({ CAMELEER_FAULT: point });
      const artifactId = await people.upload(place.appId, { version: `1.0.${number}` });
      const deployment = await people.begin({ action: "deploy", ...place, artifactId, reason: "" });
      await runner.ended();
      expect(containers()).toContain(survivor);
      await startRunner();
      expect(await people.ended(deployment)).toMatchObject({ state: "succeeded" });
      await runner.kill();
      expect(containers()).toHaveLength(1);
      expect(containers()).not.toContain(survivor);
    },
  );
});
