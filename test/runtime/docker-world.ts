import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "#runner/clock";
import { dockerDriver, type DockerHost } from "#runner/executor/docker/docker-driver";
import { connectEngine } from "#runner/executor/docker/engine";
import { labelFilter, ownerLabels } from "#runner/executor/docker/own-labels";
import type { Workload } from "#runner/executor/workload";
import { aWorkload, digestOf } from "#test/runner/workloads";

const source = path.join(import.meta.dirname, "app/main.go");

/** An image with a shell and a "Java" that is a small static program. */
export const testBase = `cameleer-test/base:${digestOf([source, import.meta.filename].map((file) => readFileSync(file, "utf8")).join("")).slice(0, 12)}`;

/** Makes the image, once per machine and recipe. */
export function makeTestBase(): void {
  if (execFileSync("docker", ["images", "-q", testBase]).length > 0) return;
  const root = mkdtempSync(path.join(tmpdir(), "cameleer-base-"));
  mkdirSync(path.join(root, "bin"));
  mkdirSync(path.join(root, "tmp"));
  copyFileSync(execFileSync("which", ["busybox"], { encoding: "utf8" }).trim(), path.join(root, "bin/busybox"));
  for (const applet of ["sh", "head", "rm"]) symlinkSync("busybox", path.join(root, "bin", applet));
  const environment = { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-trimpath" };
  execFileSync("go", ["build", "-ldflags", "-s -w", "-o", path.join(root, "bin/java"), source], { env: environment });
  symlinkSync("java", path.join(root, "bin/curl"));
  execFileSync("sh", ["-c", `tar -C ${root} -c . | docker import - ${testBase}`]);
  rmSync(root, { recursive: true });
}

export interface DockerWorld {
  readonly host: DockerHost;
  /** The "JAR" whose content tells the program how to behave. */
  jar(behavior: Record<string, unknown>): { readonly path: string; readonly sha256: string };
  workload(jar: Record<string, unknown>, change?: Partial<Workload>): Workload;
  dispose(): Promise<void>;
}

/** A runner's share of the engine: whatever carries its mark is removed at the end. */
export async function aDockerWorld(): Promise<DockerWorld> {
  makeTestBase();
  const folder = mkdtempSync(path.join(tmpdir(), "cameleer-docker-"));
  const { docker, apiVersion } = await connectEngine({ dockerHost: "" });
  const owner = { runnerId: `run_${randomBytes(16).toString("hex")}` };
  const edge = async () => ({ network: "", entrypoint: "web", tlsEntrypoint: "websecure", certResolver: "" });
  const host: DockerHost = { docker, apiVersion, owner, clock: systemClock, baseImage: testBase, edge, publicOrigin: "http://localhost" };
  const jar = (behavior: Record<string, unknown>) => {
    const content = JSON.stringify(behavior);
    const sha256 = digestOf(content);
    writeFileSync(path.join(folder, `${sha256}.jar`), content);
    return { path: path.join(folder, `${sha256}.jar`), sha256 };
  };
  const name = `orders-${owner.runnerId.slice(-6)}`;
  return {
    host,
    jar,
    workload(behavior, change = {}) {
      const base = aWorkload(JSON.stringify(behavior), { route: null });
      if (base.runnable.kind !== "jar") throw new Error("A workload of tests is a JAR");
      return { ...base, place: { ...base.place, app: name }, runnable: { ...base.runnable, jar: jar(behavior) }, ...change };
    },
    async dispose() {
      const filters = { label: labelFilter(ownerLabels(owner)) };
      const containers = await docker.listContainers({ all: true, filters });
      await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
      const driver = dockerDriver(host);
      await driver.removePlace(aWorkload("any").place, { purge: true });
      rmSync(folder, { recursive: true });
    },
  };
}
