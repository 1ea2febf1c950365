import { subscribe } from "node:diagnostics_channel";
import { writeFileSync } from "node:fs";
import type { ClientRequest, IncomingMessage } from "node:http";
import { availableParallelism } from "node:os";
import { connectEngine } from "#runner/executor/docker/engine";
import { makeTestBase, testBase } from "#test/runtime/docker-world";
import { directHost } from "#bench/deploy/direct";
import { quickestHealth } from "#bench/deploy/health";
import { median } from "#bench/pairs";
import { nextJar } from "#bench/deploy/next-jar";
import { callName } from "./call-name.ts";
import { type Recording, recordingFile } from "./recording.ts";

// `node bench/deploy/engine/record.ts` writes down how long the Docker engine of this host takes for what a rollout asks of it.

const streams = ["GET /events", "GET /containers/:id/logs"];
const rollouts = 30;
const repetitions = 200;

makeTestBase();
const { docker } = await connectEngine({ dockerHost: "" });
const host = await directHost(quickestHealth, "");
for (let warmUp = 0; warmUp < 3; warmUp += 1) await host.deploy(nextJar());

const calls = new Map<string, number[]>();
const startedMs = new WeakMap<ClientRequest, number>();
subscribe("http.client.request.start", (message) => void startedMs.set((message as Started).request, performance.now()));
subscribe("http.client.response.finish", (message) => note(message as Answered));

for (let rollout = 0; rollout < rollouts; rollout += 1) await host.deploy(nextJar());
const [{ Id = "" } = {}] = await docker.listContainers({ filters: { name: ["bench-direct"] } });
const container = docker.getContainer(Id);
const tookMs: number[] = [];
for (let repetition = 0; repetition < repetitions; repetition += 1) {
  const beganMs = performance.now();
  await container.inspect();
  tookMs.push(performance.now() - beganMs);
  await docker.listContainers({ all: true });
  await docker.listNetworks();
  await docker.getImage(testBase).inspect();
}
for (let repetition = 0; repetition < 20; repetition += 1) {
  await docker.version();
  await docker.info();
  await container.stats({ stream: false, "one-shot": true });
  await docker.listImages();
  const exec = await container.exec({ Cmd: ["true"] });
  await exec.inspect();
  const over = new AbortController();
  await docker.getEvents({ abortSignal: over.signal });
  await container.logs({ stdout: true, follow: true, abortSignal: over.signal });
  over.abort();
  const { id } = await docker.createNetwork({ Name: `bench-record-${repetition}` });
  await docker.getNetwork(id).inspect();
  await docker.getNetwork(id).remove();
  await docker.getImage(testBase).tag({ repo: "cml/bench-record", tag: String(repetition) });
  await docker.getImage(`cml/bench-record:${repetition}`).remove();
}
const { State } = await container.inspect();
const checks = (State.Health?.Log ?? []).map(({ Start, End }) => Date.parse(End) - Date.parse(Start));
const usualMs = median(tookMs);
const recording: Recording = {
  engine: (await docker.version()).Version,
  cpus: availableParallelism(),
  calls: Object.fromEntries([...calls].toSorted().map(([kind, times]) => [kind, rounded(median(times))])),
  healthCheck: rounded(median(checks)),
  // One who asks in the middle of it waits for half of it.
  heldByHealthCheck: rounded(2 * median(tookMs.filter((ms) => ms > 3 * usualMs).map((ms) => ms - usualMs))),
};
writeFileSync(recordingFile, `${JSON.stringify(recording, null, 2)}\n`);
await host.dispose();

interface Started {
  readonly request: ClientRequest;
}

interface Answered extends Started {
  readonly response: IncomingMessage;
}

function note({ request, response }: Answered): void {
  const { kind } = callName(request.method, request.path);
  const sinceMs = startedMs.get(request) ?? 0;
  const take = (): void => void calls.set(kind, [...(calls.get(kind) ?? []), performance.now() - sinceMs]);
  if (streams.includes(kind)) take();
  else response.once("end", take);
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
