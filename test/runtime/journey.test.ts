import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { listContainerLogs } from "#schema/contract/container-logs";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying, type Place } from "#test/runtime/deploying";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";

const missing = engineStillToInstall();

describe.skipIf(missing !== "")(`an app on one's own Docker host${missing}`, () => {
  let product: Product;
  let runner: RunnerProcess;
  let place: Place;
  let people: ReturnType<typeof deploying>;

  beforeAll(async () => {
    makeTestBase();
    product = await startProduct();
    people = deploying(product);
    runner = aRunnerProcess({ baseImage: testBase, edge: { managed: false, network: "cameleer-test-edge" } });
    runner.register(product.url, await people.enrollmentToken());
    runner.start();
    await eventually({ what: "the runner", withinMs: 20_000 }, () => (runner.output().includes("runner.started") ? true : undefined));
    place = await people.place("orders");
  });
  afterAll(async () => {
    await people.ended(await people.begin({ action: "remove", ...place, purge: true, reason: "" }));
    await runner.dispose();
    await product.stop();
    execFileSync("docker", ["network", "rm", "-f", "cameleer-test-edge"]);
  });

  const linesWith = async (words: string): Promise<string[] | undefined> => {
    const { items } = await call(product.caller, listContainerLogs, { query: { ...place, q: words } });
    return items.length === 0 ? undefined : items.map(({ text }) => text);
  };

  test("runs after an upload, its log arrives, a broken version goes back by itself, and people go back by hand", async ({ expect }) => {
    const [first, second, broken] = [
      await people.upload(place.appId, { version: "1.0.0" }),
      await people.upload(place.appId, { version: "2.0.0" }),
      await people.upload(place.appId, { version: "3.0.0", exitAfterMs: 200, exitCode: 7 }),
    ];
    const deploy = async (artifactId: string) => people.ended(await people.begin({ action: "deploy", ...place, artifactId, reason: "" }));

    const deployed = await deploy(first);
    expect(deployed).toMatchObject({ state: "succeeded", failure: null });
    expect(await eventually({ what: "the app's first line", withinMs: 20_000 }, () => linesWith("1.0.0 started"))).toHaveLength(1);

    expect(await deploy(second)).toMatchObject({ state: "succeeded" });
    expect(await deploy(broken)).toMatchObject({
      state: "rolled-back",
      failure: { reason: "exited", message: "The app ended by itself with exit code 7 before it was ready." },
    });
    const running = execFileSync("docker", ["ps", "--filter", "label=io.cameleer.app=orders", "--format", "{{.Names}} {{.Status}}"], {
      encoding: "utf8",
    });
    expect(running).toMatch(/^cml-\S+-orders-g2-0 Up .*\(healthy\)\n$/);

    const back = await people.begin({
      action: "rollback",
      ...place,
      revisionId: deployed.revisionId,
      settings: "revision",
      reason: "by hand",
    });
    expect(await people.ended(back)).toMatchObject({ state: "succeeded" });
    expect(
      await eventually({ what: "the line after going back", withinMs: 20_000 }, async () =>
        (await linesWith("1.0.0 started"))?.length === 2 ? true : undefined,
      ),
    ).toBe(true);
    expect(runner.command("apps")).toMatchObject({ apps: [{ app: "orders", phase: "succeeded", replicas: 1 }] });
  });
});
