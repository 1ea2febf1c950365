import { randomUUID } from "node:crypto";
import { directHost } from "#bench/deploy/direct";
import { runnerHost } from "#bench/deploy/through-runner";
import { compare, isEven } from "#bench/pairs";
import type { BenchOptions, Report } from "#bench/report";
import { figure } from "#bench/report";
import { makeTestBase } from "#test/runtime/docker-world";
import { jarOf } from "#test/zip";

/** As quick as the settings allow, and no route to wait for: whatever the runner adds is not hidden behind waits that both have. */
const health = { path: "/ready", port: null, startDeadlineMs: 60_000, intervalMs: 250, minHealthyMs: 0, failureThreshold: 1 };

/**
 * What a runner adds to a blue/green rollout: its process, enrolled with the product, against the same Docker calls made one after the other by a
 * program that listens to the engine's events. Both build an image, start a container, wait for its health, take the former out of traffic, stop and remove it.
 */
export async function run({ quick, progress }: BenchOptions): Promise<Report> {
  makeTestBase();
  const pairs = quick ? 5 : 15;
  const [runner, direct] = [await runnerHost(health), await directHost(health)];
  const directly = async (): Promise<number> => direct.deploy(nextJar());
  const throughRunner = async (): Promise<number> => runner.deploy(nextJar());
  try {
    progress("warming up");
    for (const arm of [directly, throughRunner, directly, throughRunner]) await arm();
    progress("control: direct against direct");
    const control = await compare(directly, directly, pairs);
    progress("runner against direct");
    const overhead = await compare(throughRunner, directly, pairs);
    const added = { value: overhead.a - overhead.b, low: (overhead.low - 1) * overhead.b, high: (overhead.high - 1) * overhead.b };
    const against = "the same Docker calls";
    return {
      name: "deploy",
      valid: isEven(control),
      results: [
        figure({ id: "rollout.added", ...added, unit: "ms", against }, { kind: "at most", limit: 150 }),
        figure({ id: "rollout.ratio", ...ratioOf(overhead), against }, { kind: "at most", limit: 1.1 }),
        informing("rollout.runner", overhead.a),
        informing("rollout.direct", overhead.b),
        figure({ id: "control.a-a", ...ratioOf(control), against: "the same calls" }),
      ],
    };
  } finally {
    await runner.dispose();
    await direct.dispose();
  }
}

function ratioOf({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }) {
  return { value, low, high, unit: "ratio" };
}

function informing(id: string, ms: number): Report["results"][number] {
  return figure({ id, value: ms, low: ms, high: ms, unit: "ms", against: "nothing" });
}

/** No run finds images of another. */
const session = randomUUID();
let version = 0;

function nextJar(): Uint8Array {
  version += 1;
  const content = { "behavior.json": JSON.stringify({ version: `${session}-${version}` }) };
  return jarOf({ "Main-Class": "com.acme.Orders", "Implementation-Version": String(version) }, content);
}
