import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const entry = path.join(import.meta.dirname, "../../runner/main.ts");

export interface RunnerProcess {
  readonly stateDir: string;
  /** A command of the CLI on this host; what it printed as JSON. */
  command(...args: string[]): unknown;
  register(url: string, token: string): void;
  /** The same, while this process goes on: for a way to the server that leads through it. */
  registerMeanwhile(url: string, token: string): Promise<void>;
  start(environment?: Readonly<Record<string, string>>): void;
  /** `SIGKILL` unless it is told otherwise; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Resolves when it has ended by itself. */
  ended(): Promise<unknown>;
  readonly output: () => string;
  dispose(): Promise<void>;
}

/** `cameleer-runner` with a state folder and a configuration of its own. */
export function aRunnerProcess(config: Readonly<Record<string, unknown>>): RunnerProcess {
  const stateDir = mkdtempSync(path.join(tmpdir(), "cameleer-runner-"));
  const configFile = path.join(stateDir, "config.yaml");
  writeFileSync(configFile, JSON.stringify({ stateDir, ...config }));
  const base = { ...process.env, CAMELEER_CONFIG: configFile };
  let child: ChildProcess | undefined;
  let output = "";
  const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  return {
    stateDir,
    command: (...args) => JSON.parse(execFileSync(process.execPath, [entry, ...args, "--json"], { env: base, encoding: "utf8" })),
    register(url, token) {
      execFileSync(process.execPath, [entry, "register", "--url", url, "--token-stdin"], {
        env: base,
        input: token,
        stdio: ["pipe", "ignore", "inherit"],
      });
    },
    async registerMeanwhile(url, token) {
      const child = spawn(process.execPath, [entry, "register", "--url", url, "--token-stdin"], {
        env: base,
        stdio: ["pipe", "ignore", "inherit"],
      });
      child.stdin.end(token);
      await once(child, "exit");
    },
    start(environment = {}) {
      child = spawn(process.execPath, [entry, "run"], { env: { ...base, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
      child.stderr?.on("data", (chunk: Buffer) => void (output += chunk.toString()));
    },
    kill,
    ended: async () => (child === undefined || child.exitCode !== null || child.signalCode !== null ? undefined : once(child, "exit")),
    output: () => output,
    async dispose() {
      await kill("SIGTERM");
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
