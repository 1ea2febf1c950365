import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { DesiredApp } from "#schema/protocol/runner/v1/desired-app";
import { dockerDriver } from "#runner/executor/docker/docker-driver";
import type { Executor, ObservedInstance } from "#runner/executor/executor";
import { instanceExecutor } from "#runner/executor/instance-executor";
import type { AppRecord, AppRecords } from "#runner/work/app-record";
import { prune } from "#runner/work/prune";
import { toWorkload } from "#runner/work/to-workload";
import { aDesiredApp } from "#test/runner/desired-apps";
import { type DockerWorld, aDockerWorld } from "#test/runtime/docker-world";
import { engineStillToInstall } from "#test/runtime/needed-engine";

const missing = engineStillToInstall();

describe.skipIf(missing !== "")(`a host that tidies up${missing}`, () => {
  let world: DockerWorld;
  let executor: Executor;
  let artifacts: string;
  let revisions: readonly DesiredApp[];
  let instances: readonly ObservedInstance[];
  const foreign = `cameleer-test/foreign-${process.pid}:1`;
  const quiet = { enter: async () => undefined, step: () => undefined, warn: () => undefined, gap: async () => undefined };
  const run = { progress: quiet, signal: new AbortController().signal, resumption: null, repair: false };
  const fileOf = (app: DesiredApp): string => path.join(artifacts, `${sha256Of(app)}.jar`);

  beforeAll(async () => {
    world = await aDockerWorld();
    executor = instanceExecutor("docker", dockerDriver(world.host), world.host.clock);
    artifacts = mkdtempSync(path.join(tmpdir(), "cameleer-artifacts-"));
    revisions = [1, 2, 3].map((generation) => revision(world, generation));
    for (const app of revisions) {
      await executor.apply(workloadOf(world, app), run);
      writeFileSync(fileOf(app), "as it was fetched");
    }
    execFileSync("docker", ["tag", world.host.baseImage, foreign]);
    instances = await executor.observe();
    const [first, second, third] = revisions;
    if (first === undefined || second === undefined || third === undefined) throw new Error("Three revisions were made");
    await prune(remembered(third, [second]), executor, artifacts);
  }, 120_000);
  afterAll(async () => {
    execFileSync("docker", ["rmi", foreign]);
    rmSync(artifacts, { recursive: true });
    await world.dispose();
  });

  test("keeps images and artifacts of what runs and of the revisions to go back to, and no others of its own", ({ expect }) => {
    const [first, second, third] = revisions.map((app) => ({ image: imagesOf(app), file: existsSync(fileOf(app)) }));
    expect(first).toEqual({ image: 0, file: false });
    expect(second).toEqual({ image: 1, file: true });
    expect(third).toEqual({ image: 1, file: true });
  });

  test("leaves images alone that it did not make", ({ expect }) => {
    expect(execFileSync("docker", ["images", "-q", foreign]).length).toBeGreaterThan(0);
  });

  test("measures what the instances that run use", async ({ expect }) => {
    const figures = [...(await executor.measure()).entries()];
    const [again] = [...(await executor.measure()).values()];
    expect(figures.map(([id]) => id)).toEqual(instances.filter(({ state }) => state === "running").map(({ id }) => id));
    expect(figures[0]?.[1].memoryBytes).toBeGreaterThan(0);
    expect(again?.cpuPercent).toBeGreaterThanOrEqual(0);
  });

  test("refuses to ask for the threads of an instance that is not there", async ({ expect }) => {
    await expect(executor.threadDump("no-such-instance", AbortSignal.timeout(5_000))).rejects.toThrow("no such container");
  });
});

function revision(world: DockerWorld, generation: number): DesiredApp {
  const { sha256 } = world.jar({ version: String(generation) });
  const app = aDesiredApp("any", { generation, route: null });
  const place = world.workload({}).place;
  const artifact = { kind: "jar", sha256, sizeBytes: 1, layout: "plain", mainClass: "Main" } as const;
  return { ...app, app: { id: app.app.id, name: place.app }, artifact };
}

function sha256Of({ artifact }: DesiredApp): string {
  return artifact.kind === "jar" ? artifact.sha256 : "";
}

function workloadOf(world: DockerWorld, app: DesiredApp) {
  return toWorkload(app, { jar: world.jar({ version: String(app.generation) }), agent: null, secrets: [] });
}

function imagesOf(app: DesiredApp): number {
  const found = execFileSync("docker", ["images", "-q", "--filter", `label=io.cameleer.jar=${sha256Of(app)}`], { encoding: "utf8" });
  return found.split("\n").filter((line) => line !== "").length;
}

function remembered(active: DesiredApp, former: readonly DesiredApp[]): AppRecords {
  const record = { active, former, wanted: { change: { type: "app.apply", app: active } } } as unknown as AppRecord;
  return { all: () => [record], get: () => record, change: async () => undefined };
}
