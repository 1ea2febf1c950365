import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, test } from "vitest";
import { call } from "#schema/contract/call";
import { getDeployment } from "#schema/contract/deployments";
import { listRunners } from "#schema/contract/runners";
import { eventually } from "#test/eventually";
import { type Product, startProduct } from "#test/journeys/product";
import { deploying, type Place } from "#test/runtime/deploying";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { aLinkTo, type Link } from "#test/runtime/link";
import { engineStillToInstall } from "#test/runtime/needed-engine";
import { anOwnDockerd, type OwnDockerd } from "#test/runtime/own-dockerd";
import { aRunnerProcess, type RunnerProcess } from "#test/runtime/runner-process";

const missing = engineStillToInstall();

describe.skipIf(missing !== "")(`a host on which something goes wrong${missing}`, () => {
  let product: Product;
  let engine: OwnDockerd;
  let runner: RunnerProcess;
  let link: Link;
  let place: Place;
  let people: ReturnType<typeof deploying>;
  let stateDir: string;
  let versions = 0;
  const undo: (() => unknown)[] = [];

  const deploy = async (behavior: Record<string, unknown> = {}): Promise<string> => {
    versions += 1;
    const artifactId = await people.upload(place.appId, { version: `${versions}.0.0`, ...behavior });
    return people.begin({ action: "deploy", ...place, artifactId, reason: "" });
  };
  const phaseOf = async (id: string, phase: string): Promise<unknown> =>
    eventually({ what: `${id} to be ${phase}`, withinMs: 90_000 }, async () =>
      (await call(product.caller, getDeployment, { params: { id } })).state === phase ? true : undefined,
    );
  const containers = (format = "{{.Names}}"): string[] =>
    engine
      .docker("ps", "-a", "--filter", "label=io.cameleer.app=faulty", "--format", format)
      .split("\n")
      .filter((line) => line !== "");
  /** One container, healthy, in its network and entrusted to the engine, as the last step of bringing one up does; its id. */
  const settled = async (): Promise<string> =>
    eventually({ what: "one healthy container in its network", withinMs: 90_000 }, () => {
      const [first = "", ...others] = containers("{{.ID}} {{.Status}} {{.Networks}}");
      const [id = ""] = first.split(" ");
      if (others.length > 0 || !/^\w+ Up .*\(healthy\) .*cml-/.test(first)) return undefined;
      return engine.docker("inspect", "--format", "{{.HostConfig.RestartPolicy.Name}}", id) === "unless-stopped" ? id : undefined;
    });
  const fill = (folder: string): string => {
    const file = path.join(folder, "filler");
    execFileSync("sh", [
      "-c",
      `dd if=/dev/zero of=${file} bs=64k 2>/dev/null || dd if=/dev/zero of=${file}.rest bs=1 count=65536 2>/dev/null || true`,
    ]);
    return file;
  };
  const empty = (file: string): void => [file, `${file}.rest`].forEach((one) => rmSync(one, { force: true }));

  beforeAll(async () => {
    makeTestBase();
    product = await startProduct();
    undo.push(() => product.stop());
    engine = anOwnDockerd({ dataMiB: 96, image: testBase });
    undo.push(() => engine.dispose());
    await engine.start();
    link = await aLinkTo(product.url);
    undo.push(() => link.close());
    stateDir = mkdtempSync(path.join(tmpdir(), "cameleer-small-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "cameleer-test", stateDir]);
    undo.push(() => execFileSync("umount", ["--lazy", stateDir]));
    const { dockerHost } = engine;
    const edge = { managed: false, network: "cml-edge" };
    runner = aRunnerProcess({ stateDir, baseImage: testBase, dockerHost, edge, policy: { minFreeDisk: 0 } });
    undo.push(() => runner.dispose());
    people = deploying(product);
    await runner.registerMeanwhile(link.url, await people.enrollmentToken());
    runner.start();
    await eventually({ what: "the runner", withinMs: 60_000 }, () => (runner.output().includes("runner.started") ? true : undefined));
    place = await people.place("faulty");
    await people.ended(await deploy());
  });
  afterEach(async () => {
    link.mend();
    await settled();
  });
  afterAll(async () => {
    for (const one of undo.toReversed()) await one();
    rmSync(stateDir, { recursive: true });
  });

  test("brings back without the server what was removed, stopped or paused by hand", async ({ expect }) => {
    const first = await settled();
    link.cut();
    engine.docker("rm", "-f", first);
    const second = await settled();
    expect(second).not.toBe(first);
    engine.docker("stop", "-t", "0", second);
    expect(await settled()).toBe(second);
    engine.docker("pause", second);
    expect(await settled()).toBe(second);
  });

  test("does not touch a container of somebody else that has the name of one of its own, and says whose it is", async ({ expect }) => {
    const before = await settled();
    const name = containers()[0]?.replace(/-g\d+-0$/, "") ?? "";
    const sleeping = ["--entrypoint", "/bin/busybox", testBase, "sleep", "1000"];
    const labels = ["--label", "io.cameleer.runner=run_other", "--label", "io.cameleer.managed=true"];
    engine.docker("create", "--name", `${name}-g${versions + 1}-0`, ...sleeping);
    engine.docker("create", "--name", `${name}-g${versions + 2}-0`, ...labels, ...sleeping);
    const taken = await people.ended(await deploy());
    expect(taken).toMatchObject({ state: "rolled-back", failure: { reason: "create-error" } });
    expect(taken.failure?.message).toContain(`A container that is not ours has the name ${name}-g${versions}-0`);
    const others = await people.ended(await deploy());
    expect(others.failure?.message).toContain("A container of another runner (run_other)");
    expect(await settled()).toBe(before);
    expect(engine.docker("rm", `${name}-g${versions}-0`, `${name}-g${versions - 1}-0`)).not.toBe("");
    expect(await people.ended(await deploy())).toMatchObject({ state: "succeeded" });
  });

  test("adopts what runs after the engine was away, and concludes nothing meanwhile", async ({ expect }) => {
    const before = await settled();
    await engine.stop("SIGTERM");
    await eventually({ what: "the server to know", withinMs: 60_000 }, async () => {
      const { items } = await call(product.caller, listRunners, {});
      return JSON.stringify(items).includes("executor-unavailable") ? true : undefined;
    });
    await engine.start();
    expect(await settled()).toBe(before);
  });

  test("goes on with a rollout after a restart of the engine in the middle of it", async ({ expect }) => {
    const before = await settled();
    const deployment = await deploy({ readyAfterMs: 3_000 });
    await phaseOf(deployment, "probing");
    await engine.stop("SIGTERM");
    await engine.start();
    expect(await people.ended(deployment)).toMatchObject({ state: "succeeded" });
    expect(await settled()).not.toBe(before);
  });

  test("says that the engine's disk is full, keeps the old version, and deploys when there is space again", async ({ expect }) => {
    const before = await settled();
    const filler = fill(engine.dataRoot);
    expect(await people.ended(await deploy())).toMatchObject({ state: "rolled-back", failure: { reason: "disk" } });
    expect(await settled()).toBe(before);
    empty(filler);
    expect(await people.ended(await deploy())).toMatchObject({ state: "succeeded" });
  });

  test("survives that the disk of the runner itself is full, keeps the old version, and goes on where it was when there is space again", async ({
    expect,
  }) => {
    const before = await settled();
    const filler = fill(stateDir);
    const waiting = await deploy();
    await eventually({ what: "the runner to say so", withinMs: 60_000 }, () =>
      /ENOSPC|disk is full/i.test(runner.output()) ? true : undefined,
    );
    expect(await settled()).toBe(before);
    empty(filler);
    const { state } = await people.ended(waiting);
    expect(["succeeded", "rolled-back", "failed"]).toContain(state);
    expect(await people.ended(await deploy())).toMatchObject({ state: "succeeded" });
    await runner.kill();
    runner.start();
    expect(await people.ended(await deploy())).toMatchObject({ state: "succeeded" });
  });
});
