import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { listContainerLogs } from "#schema/contract/container-logs";
import { listEnvironments } from "#schema/contract/environments";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying, type Place } from "#test/runtime/deploying";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { aLossyServer, type LossyServer } from "#test/runtime/lossy-server";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";

const missing = engineStillToInstall();
const network = "cameleer-flood-edge";

describe.skipIf(missing !== "")(`the log of an app that talks a lot${missing}`, () => {
  let product: Product;
  let lossy: LossyServer;
  let runner: RunnerProcess;
  let place: Place;
  let environment: string;
  let people: ReturnType<typeof deploying>;

  const deploy = async (behavior: { readonly version: string } & Record<string, unknown>): Promise<string> =>
    people.begin({ action: "deploy", ...place, artifactId: await people.upload(place.appId, behavior), reason: "" });
  /** Everything that is stored of one instance, in the order of the stream: the numbers of its lines, and words of the runner. */
  const stored = async (version: string, instance: string): Promise<(number | string)[]> => {
    const found: (number | string)[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...place, kind: "container", instance, limit: 500, ...(cursor === undefined ? {} : { cursor }) };
      const page = await call(product.caller, listContainerLogs, { query });
      const ours = page.items.filter(({ text, stream }) => stream === "runner" || text.startsWith(`${version} line `));
      found.push(...ours.map(({ text, stream }) => (stream === "runner" ? text : Number(text.slice(`${version} line `.length)))));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found.toReversed();
  };
  const lastLine = async (version: string, number: number): Promise<true> =>
    eventually({ what: `line ${number} of ${version}`, withinMs: 240_000 }, async () => {
      const { items } = await call(product.caller, listContainerLogs, { query: { ...place, q: `${version} line ${number}`, limit: 50 } });
      return items.some(({ text }) => text.trimEnd() === `${version} line ${number}`) ? true : undefined;
    });

  beforeAll(async () => {
    makeTestBase();
    product = await startProduct();
    people = deploying(product);
    lossy = await aLossyServer(product.url);
    runner = aRunnerProcess({ baseImage: testBase, edge: { managed: false, network } });
    await runner.registerMeanwhile(lossy.url, await people.enrollmentToken());
    runner.start();
    await eventually({ what: "the runner", withinMs: 60_000 }, () => (runner.output().includes("runner.started") ? true : undefined));
    place = await people.place("talkative");
    const { items } = await call(product.caller, listEnvironments, {});
    environment = items[0]?.name ?? "";
  });
  afterAll(async () => {
    await people.ended(await people.begin({ action: "remove", ...place, purge: true, reason: "" }));
    await runner.dispose();
    lossy.close();
    await product.stop();
    execFileSync("docker", ["network", "rm", "-f", network]);
  });

  test("200,000 lines arrive once and in order over rotation, a runner killed three times and lost answers", async ({ expect }) => {
    const total = 200_000;
    await deploy({ version: "1.0.0", lines: total, lineBytes: 40 });
    for (const uploads of [5, 20, 40]) {
      await eventually({ what: `upload ${uploads}`, withinMs: 120_000 }, () => (lossy.uploads() >= uploads ? true : undefined));
      await runner.kill();
      runner.start();
    }
    await lastLine("1.0.0", total);
    expect(await stored("1.0.0", `cml-${environment}-talkative-g1-0`)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(lossy.lost()).toBeGreaterThan(5);
  });

  test("50 MB at once arrive in order, each line once, or words say where the engine had thrown lines away", async ({ expect }) => {
    const total = 200_000;
    expect(await people.ended(await deploy({ version: "2.0.0", lines: total, lineBytes: 250 }))).toMatchObject({ state: "succeeded" });
    await lastLine("2.0.0", total);
    const lines = await stored("2.0.0", `cml-${environment}-talkative-g2-0`);
    const numbers = lines.filter((line) => typeof line === "number");
    expect(numbers.at(-1)).toBe(total);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    const holes = lines.flatMap((line, index) => {
      const before = lines[index - 1] ?? 0;
      return typeof line === "number" && line !== (typeof before === "number" ? before + 1 : line) ? [line] : [];
    });
    expect(holes).toEqual([]);
  });

  test("the last lines of a container that ends at once arrive, although it is removed", async ({ expect }) => {
    const broken = { version: "3.0.0", lines: 2_000, lineBytes: 20, exitAfterMs: 1, exitCode: 3 };
    expect(await people.ended(await deploy(broken))).toMatchObject({ state: "rolled-back" });
    await lastLine("3.0.0", 2_000);
    expect(await stored("3.0.0", `cml-${environment}-talkative-g3-0`)).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
  });
});
