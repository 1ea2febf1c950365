import { directHost } from "#bench/deploy/direct";
import { readRecording } from "#bench/deploy/engine/recording";
import { startRecordedEngine } from "#bench/deploy/engine/start";
import { quickestHealth } from "#bench/deploy/health";
import { nextJar } from "#bench/deploy/next-jar";
import { runnerHost } from "#bench/deploy/through-runner";
import { compare, isEven } from "#bench/pairs";
import { type BenchOptions, figure, type Report } from "#bench/report";
import { makeTestBase, testBase } from "#test/runtime/docker-world";

/**
 * What a runner adds to a blue/green rollout: its process, enrolled with the product, against the same Docker calls made one after the other by a
 * program that listens to the engine's events. Both build an image, start a container, wait for its health, take the former out of traffic, stop and
 * remove it, at an engine that runs nothing and takes as long as a real one did: a real one shares the CPUs with whoever is measured.
 */
export async function run(options: BenchOptions): Promise<Report> {
  const engine = await startRecordedEngine(testBase);
  try {
    return {
      name: "deploy",
      ...(await measure(options, engine.dockerHost, `the same calls, at the pace of Docker ${readRecording().engine}`)),
    };
  } finally {
    engine.stop();
  }
}

/** The same at the Docker engine of this host. */
export async function runReal(options: BenchOptions): Promise<Report> {
  makeTestBase();
  return { name: "deploy-docker", ...(await measure(options, "", "the same Docker calls")) };
}

async function measure({ quick, progress }: BenchOptions, dockerHost: string, against: string): Promise<Omit<Report, "name">> {
  const pairs = quick ? 5 : 20;
  const [runner, direct] = [await runnerHost(quickestHealth, dockerHost), await directHost(quickestHealth, dockerHost)];
  const directly = async (): Promise<number> => direct.deploy(nextJar());
  const throughRunner = async (): Promise<number> => runner.deploy(nextJar());
  try {
    progress("warming up");
    for (const arm of [directly, throughRunner, directly, throughRunner]) await arm();
    progress("control: direct against direct");
    const control = await compare(directly, directly, pairs);
    progress("runner against direct");
    const overhead = await compare(throughRunner, directly, pairs);
    return {
      valid: isEven(control),
      results: [
        figure({ id: "rollout.added", ...overhead.difference, unit: "ms", against }, { kind: "at most", limit: 150 }),
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
