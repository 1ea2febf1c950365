import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";

export interface RawWorker {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** A TypeScript module with a default export that handles `fetch`. */
  readonly entry: string;
  /** Text bindings. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Bundles a Worker and runs it on the same bare workerd that standalone uses. */
export async function startWorker({ entry, variables }: WorkerOptions): Promise<RawWorker> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-worker-"));
  const port = await freePort();
  await build({
    entryPoints: [entry],
    outfile: path.join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    target: "es2024",
    minify: true,
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*", "cloudflare:*"],
    logLevel: "error",
  });
  const config = path.join(folder, "workerd.capnp");
  writeFileSync(config, configOf(port, variables));
  const child = spawn(path.resolve("node_modules/workerd/bin/workerd"), ["serve", config], { stdio: ["ignore", "ignore", "inherit"] });
  const url = `http://127.0.0.1:${port}`;
  await answering(url);
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

function configOf(port: number, variables: Readonly<Record<string, string>>): string {
  const bindings = Object.entries(variables).map(([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2026-11-02",
  compatibilityFlags = ["nodejs_compat"],
  bindings = [${bindings.join(", ")}],
);
`;
}

async function answering(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
