import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Writable } from "node:stream";
import type { Ending } from "../child/fork.ts";
import { workerdConfig, type WorkerdLayout } from "./config.ts";

export interface RunningWorkerd {
  readonly pid: number;
  readonly ended: Promise<Ending>;
  /** Lets requests under way finish, then ends it. */
  stop(): Promise<void>;
}

const repository = join(import.meta.dirname, "../..");

/** The one the product is deployed with. It is late enough to bring Node's modules without a flag. */
function compatibilityDate(): string {
  const date = /^compatibility_date = "(.*)"$/m.exec(readFileSync(join(repository, "wrangler.toml"), "utf8"))?.[1];
  if (date === undefined) throw new Error("wrangler.toml names no compatibility date.");
  return date;
}

function workerdPath(): string {
  const { default: path } = createRequire(import.meta.url)("workerd") as { default: string };
  return path;
}

/**
 * workerd knows nothing of its parent, and a parent that is killed cannot take it along. So a shell waits beside it on a
 * pipe that the parent holds: a line means that all is well, the end of the pipe that the parent is gone.
 */
const guarded = '(read -r _ <&3 || kill -9 $$) & exec "$@"';

const drainMs = 5_000;

async function drain(child: ChildProcess, ended: Promise<Ending>): Promise<void> {
  child.kill("SIGTERM");
  // Links to agents stay open for as long as both sides live; they are cut, and come back to the next start.
  const timer = setTimeout(() => child.kill("SIGKILL"), drainMs);
  await ended;
  clearTimeout(timer);
}

/** Starts the server bundle. `environment` holds the layout's variables; workerd gets no other. */
export function startWorkerd(layout: WorkerdLayout, configPath: string, environment: Readonly<Record<string, string>>): RunningWorkerd {
  writeFileSync(configPath, workerdConfig(layout, compatibilityDate()), { mode: 0o600 });
  const command = [workerdPath(), "serve", "--import-path=/", configPath];
  const child = spawn("sh", ["-c", guarded, "sh", ...command], {
    env: { TZ: "UTC", ...environment },
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const guard = child.stdio[3] as Writable;
  guard.on("error", () => undefined);
  const ended = new Promise<Ending>((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  void ended.then(() => guard.end("over\n"));
  return { pid: child.pid ?? 0, ended, stop: () => drain(child, ended) };
}
