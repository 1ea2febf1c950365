import type { Caller } from "#schema/contract/call";
import type { Fleet } from "./fleet.ts";
import { startFleet } from "./fleet.ts";
import { openLedger } from "./ledger.ts";
import type { DemoOptions } from "./options.ts";
import { readOptions, usage } from "./options.ts";
import { type DemoFolder, demoFolder } from "./runtime/demo-folder.ts";
import { removeRuntime } from "./runtime/remove-runtime.ts";
import { signIn } from "./runtime/sign-in.ts";
import { type DemoRuntime, startRuntime } from "./runtime/start-runtime.ts";

const lastWordsMs = 15_000;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === "help") return console.log(usage);
  const ledger = options.ledger === undefined ? undefined : openLedger(options.ledger);
  const { url, token: bootstrapToken, agents, rate, seed } = options;
  await answering(url);
  const folder = demoFolder(options.dataDir, url);
  const caller = await signIn(options, folder);
  if (options.remove) return remove(caller, folder);
  const runtime = await openRuntime(caller, folder);
  const onEnded = runtime?.onEnded ?? (() => undefined);
  const fleet = await startFleet({ url, bootstrapToken, agents, rate, seed, onEnded, ...(ledger === undefined ? {} : { ledger }) });
  console.log(`${fleet.agents.length} agents send to ${options.url}, seed ${options.seed}`);
  const started = performance.now();
  const progress = setInterval(() => show(`${seconds(started)} s  ${summary(fleet)}`), 1_000);
  await stopped(options);
  clearInterval(progress);
  await Promise.all([fleet.stop(lastWordsMs), runtime?.stop()]);
  ledger?.close();
  show(`${seconds(started)} s  ${summary(fleet)}\n`);
}

/** Deploys the fleet's apps, and says who may look at them. */
async function openRuntime(caller: Caller | undefined, folder: DemoFolder): Promise<DemoRuntime | undefined> {
  if (caller === undefined) {
    console.log("Telemetry alone: pass --api-key of somebody who may deploy, and Applications and Runners are filled, too.");
    return undefined;
  }
  const { account } = folder.recall();
  if (account !== undefined) console.log(`Sign in as ${account.username} with the password ${account.password}`);
  const runtime = await startRuntime(caller, folder);
  if (runtime === undefined) console.log("Another demo runs the apps of this server; this one sends telemetry alone.");
  void runtime?.told.then(
    () => show("Environments, apps and deployments are there; npm run demo -- --remove takes them away.\n"),
    (cause: unknown) => show(`Not everything could be deployed: ${cause instanceof Error ? cause.message : String(cause)}\n`),
  );
  return runtime;
}

async function remove(caller: Caller | undefined, folder: DemoFolder): Promise<void> {
  if (caller === undefined) throw new Error("--remove: pass --api-key of somebody who may delete apps and runners.");
  const stayed = await removeRuntime(caller, folder);
  console.log(["The demo's environments, apps and runners are gone.", ...stayed.map((one) => `Stayed: ${one}`)].join("\n"));
}

/** Throws one sentence when nobody is there: a person who forgot `npm start` should not wait in silence. */
async function answering(url: string): Promise<void> {
  const health = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  await health?.body?.cancel();
  if (health === undefined) throw new Error(`Nothing answers at ${url}. Run npm start first, or pass --url.`);
}

function stopped({ durationMs }: DemoOptions): Promise<void> {
  return new Promise((resolve) => {
    if (durationMs !== undefined) setTimeout(resolve, durationMs);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

function summary({ agents, ended }: Fleet): string {
  const sum = (of: (agent: Fleet["agents"][number]) => number): number => agents.reduce((total, agent) => total + of(agent), 0);
  const parts = [
    `${ended} exchanges`,
    `acknowledged ${sum((agent) => agent.counts.ackedExecutions)} in ${sum((agent) => agent.counts.ackedBatches)} batches`,
    `waiting ${sum((agent) => agent.outbox.waiting)}`,
    `retried ${sum((agent) => agent.counts.retried)}`,
    `rejected ${sum((agent) => agent.counts.rejectedLines)} lines, ${sum((agent) => agent.counts.refusedBatches)} batches`,
    `dropped ${sum((agent) => agent.outbox.droppedLines)} lines`,
    `obeyed ${sum((agent) => agent.commands.obeyed)} commands`,
  ];
  return parts.join(" · ");
}

const seconds = (started: number): string => ((performance.now() - started) / 1_000).toFixed(0).padStart(4);

/** One line that is written over in a terminal, and only its last state elsewhere. */
function show(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${line}`);
  else if (line.endsWith("\n")) process.stdout.write(line);
}

await main().catch((cause: unknown) => {
  console.error(cause instanceof Error ? cause.message : String(cause));
  process.exitCode = 1;
});
