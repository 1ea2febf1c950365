import { spawn } from "node:child_process";

/** `npm run check`: everything that can be said about the code without running it. Each step's output is shown only when it fails. */
const steps: readonly (readonly [name: string, ...command: string[]])[] = [
  ["format", "oxfmt", "--check"],
  ["lint", "oxlint"],
  ["types: worker", "tsc", "-p", "tsconfig.worker.json"],
  ["types: node", "tsc", "-p", "tsconfig.node.json"],
  ["types: browser", "tsc", "-p", "tsconfig.browser.json"],
  ["unused code", "knip"],
  ["OpenAPI drift", "node", "tools/openapi.ts", "--check"],
  ["authorization drift", "node", "tools/authorization.ts", "--check"],
  ["migration drift", "node", "tools/migration-drift.ts"],
];

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly seconds: string;
}

async function run(command: string, args: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
  });
  return { code, output: Buffer.concat(chunks).toString(), seconds: ((performance.now() - started) / 1000).toFixed(1) };
}

const only = process.argv.slice(2);
const chosen = steps.filter(([name]) => only.length === 0 || only.some((word) => name.includes(word)));
const outcomes = await inPairs(chosen);
process.stdout.write(`\n${outcomes.filter((ok) => ok).length} checks passed, ${outcomes.filter((ok) => !ok).length} failed\n`);
process.exit(outcomes.every((ok) => ok) ? 0 : 1);

/** Two at a time: the machines this runs on have two cores. */
async function inPairs(work: typeof chosen): Promise<boolean[]> {
  const waiting = [...work];
  const results: boolean[] = [];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const [name, command = "", ...args] = step;
      const outcome = await run(command, args);
      results.push(outcome.code === 0);
      process.stdout.write(`${outcome.code === 0 ? "ok  " : "FAIL"}  ${name} (${outcome.seconds} s)\n`);
      if (outcome.code !== 0) process.stdout.write(`${outcome.output}\n`);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
