import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { connectEngine } from "#runner/executor/docker/engine";
import { threadDump } from "#runner/executor/docker/thread-dump";
import { eventually } from "#test/eventually";
import { engineStillToInstall } from "#test/runtime/needed-engine";

const missing = engineStillToInstall();
const source = `public class Waits {
  public static void main(String[] arguments) throws Exception {
    Thread.currentThread().setName("waits-for-orders");
    System.out.println("ready");
    Thread.sleep(600_000);
  }
}`;

describe.skipIf(missing !== "")(`asking for threads${missing}`, () => {
  const name = `cameleer-test-threads-${process.pid}`;
  const docker = (...args: string[]): string => execFileSync("docker", args, { encoding: "utf8" });

  beforeAll(async () => {
    execFileSync(path.join(import.meta.dirname, "base-image.sh"));
    const folder = mkdtempSync(path.join(tmpdir(), "cameleer-threads-"));
    const file = path.join(folder, "Waits.java");
    writeFileSync(file, source, { mode: 0o644 });
    docker("create", "--name", name, "--network", "none", "--entrypoint", "java", "cameleer-test/java:17-2", "/tmp/Waits.java");
    docker("cp", file, `${name}:/tmp/Waits.java`);
    rmSync(folder, { recursive: true });
    docker("start", name);
    await eventually({ what: "the program", withinMs: 60_000 }, () => (docker("logs", name).includes("ready") ? true : undefined));
  }, 120_000);
  afterAll(() => void docker("rm", "-f", name));

  test("a JVM tells every thread, and goes on", { timeout: 30_000 }, async ({ expect }) => {
    const engine = await connectEngine({ dockerHost: "" });
    const lines = await threadDump(engine.docker, name, AbortSignal.timeout(20_000));
    expect(lines[0]).toMatch(/^Full thread dump/);
    expect(lines.some((line) => line.startsWith('"waits-for-orders"'))).toBe(true);
    expect(lines.some((line) => line.startsWith("JNI global ref"))).toBe(true);
    expect(docker("inspect", "-f", "{{.State.Running}}", name)).toBe("true\n");
  });
});
