import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { readConfig } from "#runner/config";
import { detectExecutor } from "#runner/detect-executor";
import { checkTraefik } from "#runner/doctor/check-traefik";
import { connectEngine } from "#runner/executor/docker/engine";
import { openEdge } from "#runner/executor/docker/traefik-edge";
import { managedName } from "#runner/executor/docker/traefik-managed";
import type { Executor } from "#runner/executor/executor";
import type { Outcome } from "#runner/executor/outcome";
import type { Workload } from "#runner/executor/workload";
import { eventually } from "#test/eventually";
import { freePort } from "#test/free-port";
import { aWorkload, digestOf } from "#test/runner/workloads";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { engineStillToInstall } from "#test/runtime/needed-engine";

const missing = engineStillToInstall();
const image = "cameleer-test/traefik:3.6";
const share = randomBytes(3).toString("hex");
const network = `cameleer-test-managed-${share}`;
const versions = { engineApi: "1.41", engineMinApi: "1.12" };

const docker = (...args: readonly string[]): string => execFileSync("docker", args, { encoding: "utf8" }).trim();
const runnerId = (digit: string): string => `run_${digit.repeat(26)}${share}`;

/** What a page says that is asked for by address and, perhaps, by another name than the address has. */
async function ask(url: string, host?: string): Promise<{ readonly status: number; readonly text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  get(url, { agent: false, ...(host !== undefined && { headers: { host } }) }, async (answer) => {
    const text = (await answer.setEncoding("utf8").toArray()).join("").trim();
    resolve({ status: answer.statusCode ?? 0, text });
  }).once("error", reject);
  return promise;
}

describe.skipIf(missing !== "")(`on an engine where no Traefik serves the runners' network${missing}`, () => {
  let folder: string;
  let port: number;
  let answering: string;

  const edgeOn = (managedPort: number, on = network) => ({ network: on, managed: true, managedImage: image, managedPort });
  const settingsFor = (edge: ReturnType<typeof edgeOn>) => {
    const file = path.join(folder, "config.yaml");
    writeFileSync(file, JSON.stringify({ stateDir: folder, baseImage: testBase, edge }));
    return readConfig({ config: file }, {}).settings;
  };
  /** A new process of a runner. */
  const process = async (id: string, edge = edgeOn(port)): Promise<Executor> => {
    const detected = await detectExecutor(settingsFor(edge), id);
    if (detected.executor === undefined) throw new Error(detected.why);
    return detected.executor;
  };
  const app = (name: string, route: Workload["route"]): Workload => {
    const content = JSON.stringify({ version: name });
    const jar = { path: path.join(folder, `${name}.jar`), sha256: digestOf(content) };
    writeFileSync(jar.path, content);
    const base = aWorkload(content, { route });
    return { ...base, place: { ...base.place, app: `${name}-${share}` }, runnable: { ...base.runnable, jar } as Workload["runnable"] };
  };
  const apply = async (executor: Executor, workload: Workload): Promise<Outcome> => {
    const progress = { enter: async () => undefined, step: () => undefined, warn: () => undefined, gap: async () => undefined };
    return executor.apply(workload, { progress, signal: new AbortController().signal, resumption: null, repair: false });
  };
  const answers = async (url: string, host?: string) =>
    eventually({ what: `an app at ${url}`, withinMs: 20_000 }, async () => {
      const answer = await ask(url, host);
      return answer.status === 200 ? answer.text : undefined;
    });

  beforeAll(async () => {
    makeTestBase();
    execFileSync(path.join(import.meta.dirname, "traefik-image.sh"));
    folder = mkdtempSync(path.join(tmpdir(), "cameleer-managed-"));
    port = await freePort();
    answering = `http://127.0.0.1:${port}`;
  });
  afterAll(() => {
    const mine = ["--filter", `name=${share}`];
    const [containers, networks] = [docker("ps", "-aq", ...mine), docker("network", "ls", "-q", ...mine)];
    if (containers !== "") docker("rm", "-f", ...containers.split("\n"));
    if (networks !== "") docker("network", "rm", ...networks.split("\n"));
    rmSync(folder, { recursive: true });
  });

  test("two runners make one, which sends requests by path and by host to the apps of both, and stays when the one that made it goes", async ({
    expect,
  }) => {
    const [first, second] = [await process(runnerId("a")), await process(runnerId("b"))];
    const byPath = app("by-path", { host: null, pathPrefix: "/apps/prod/by-path", stripPrefix: true, tls: true });
    const byHost = app("by-host", { host: "by-host.prod.example.com", pathPrefix: "", stripPrefix: false, tls: false });
    expect(await Promise.all([apply(first, byPath), apply(second, byHost)])).toEqual([{ kind: "running" }, { kind: "running" }]);

    expect(first.urlOf(byPath)).toBe(`http://localhost:${port}/apps/prod/by-path/`);
    expect(second.urlOf(byHost)).toBe(`http://by-host.prod.example.com:${port}/`);
    expect(await answers(`${answering}/apps/prod/by-path/orders/7`)).toBe("by-path /orders/7");
    expect(await answers(`${answering}/orders/7`, "by-host.prod.example.com")).toBe("by-host /orders/7");
    expect(await ask(`${answering}/apps/prod/by-path-2`)).toMatchObject({ status: 404 });

    const made = docker("ps", "-q", "--filter", `name=${managedName(network)}`);
    const restarted = await process(runnerId("a"));
    expect(await apply(restarted, { ...byPath, generation: 2, hash: digestOf("again") })).toEqual({ kind: "running" });
    expect(docker("ps", "-q", "--filter", `name=${managedName(network)}`)).toBe(made);

    await restarted.remove(byPath.place, { purge: true });
    expect(await answers(`${answering}/`, "by-host.prod.example.com")).toBe("by-host /");
    await second.remove(byHost.place, { purge: true });
    expect(docker("ps", "-q", "--filter", `name=${managedName(network)}`)).toBe(made);
  });

  test("one that was made with other settings is left as it is, and the doctor says so", async ({ expect }) => {
    const engine = await connectEngine({ dockerHost: "" });
    await openEdge({ ...engine, socketPath: "/var/run/docker.sock" }, settingsFor(edgeOn(port)).edge);
    const found = await checkTraefik(engine.docker, settingsFor(edgeOn(port + 1)).edge, versions);
    expect(found).toContainEqual(
      expect.objectContaining({ check: "traefik-managed", mark: "warn", remedy: expect.stringContaining("docker rm -f") }),
    );
  });

  test("a port that is taken ends the deployment with that reason, leaves nothing behind, and the doctor has it first", async ({
    expect,
  }) => {
    const holder = createServer().listen(0);
    await once(holder, "listening");
    const taken = (holder.address() as AddressInfo).port;
    const edge = edgeOn(taken, `${network}-2`);
    const { docker: engine } = await connectEngine({ dockerHost: "" });
    expect(await checkTraefik(engine, settingsFor(edge).edge, versions)).toEqual([
      expect.objectContaining({ check: "traefik", mark: "fail", message: expect.stringContaining(`port ${taken}`) }),
    ]);
    const workload = app("unlucky", { host: null, pathPrefix: "/apps/prod/unlucky", stripPrefix: true, tls: false });
    const executor = await process(runnerId("c"), edge);
    expect(await apply(executor, workload)).toMatchObject({
      kind: "failed",
      failure: { reason: "start-error", message: expect.stringContaining(`port ${taken} of this host is taken`) },
    });
    expect(docker("ps", "-aq", "--filter", `name=${managedName(edge.network)}`)).toBe("");
    holder.close();
    expect(await apply(executor, { ...workload, generation: 2 })).toEqual({ kind: "running" });
    await executor.remove(workload.place, { purge: true });
  });
});
