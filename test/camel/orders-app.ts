import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { eventually } from "#test/eventually";
import { freePort } from "#test/free-port";

import type { Order } from "./orders.ts";

const project = import.meta.dirname;
const startWithinMs = 60_000;

export interface OrdersAppOptions {
  /** The ordinary `OTEL_*` and `CAMEL_*` variables. */
  environment: Record<string, string>;
  /** File that receives what the application prints. */
  logFile: string;
  jar?: string;
  jvmArguments?: string[];
}

export interface OrdersApp {
  port: number;
  /** Posts an order and returns the status of the answer. */
  place: (order: Order) => Promise<number>;
  stop: () => Promise<void>;
}

/**
 * Builds the application with Maven and returns the path of its runnable jar; with the profile `all` one that needs no other file. One build at a time,
 * whichever process asks: two that fill an empty Maven repository at once can spoil it.
 */
export async function buildOrdersApp(profiles: string[] = []): Promise<string> {
  const selected = profiles.map((profile) => `-P${profile}`);
  await promisify(execFile)("flock", [join(project, "pom.xml"), "mvn", "-q", "-B", "package", ...selected], { cwd: project });
  if (profiles.includes("all")) return join(project, "target/all/orders-all.jar");
  return join(project, profiles.includes("legacy") ? "target/legacy" : "target", "orders.jar");
}

/** Starts the built application on a free port and returns when its HTTP consumer answers. */
export async function startOrdersApp(options: OrdersAppOptions): Promise<OrdersApp> {
  const port = await freePort();
  const jar = options.jar ?? join(project, "target/orders.jar");
  const java = spawn("java", [...(options.jvmArguments ?? []), "-jar", jar], {
    env: { ...process.env, ...options.environment, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(java, "exit");
  const log = createWriteStream(options.logFile);
  java.stdout.pipe(log, { end: false });
  java.stderr.pipe(log, { end: false });
  const stop = async () => {
    java.kill("SIGTERM");
    await exited;
    log.end();
  };
  const outcome = await eventually({ what: `the orders application on port ${port}`, withinMs: startWithinMs }, async () => {
    if (java.exitCode !== null) return "exited";
    const answer = await fetch(`http://127.0.0.1:${port}/orders`);
    return answer.status === 405 ? "ready" : undefined;
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  if (outcome === "exited") throw new Error(`The orders application ended at once: see ${options.logFile}`);
  return { port, place: (order) => place(port, order), stop };
}

async function place(port: number, order: Order): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/orders`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(order),
  });
  await answer.arrayBuffer();
  return answer.status;
}
