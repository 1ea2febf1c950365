import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { logIn } from "#schema/contract/auth";
import type { Caller } from "#schema/contract/call";
import { call } from "#schema/contract/call";
import { eventually } from "#test/eventually";
import { freePort } from "#test/free-port";

const repository = join(import.meta.dirname, "../..");
const readyWithinMs = 120_000;

export const administrator = { username: "ada", password: "correct horse battery" };

export interface Product {
  url: string;
  bootstrapToken: string;
  /** Calls the API as the administrator. */
  caller: Caller;
  /** The settings an OpenTelemetry SDK needs to send here. */
  exporterSettings: Record<string, string>;
  stop: () => Promise<void>;
}

/** Starts the whole product as `npm start` does, on a free port with an empty data directory; with more settings than the usual ones. */
export async function startProduct(settings: Readonly<Record<string, string>> = {}): Promise<Product> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const bootstrapToken = "journey-bootstrap-token-0123456789";
  const dataDirectory = await mkdtemp(join(tmpdir(), "cameleer-journey-"));
  const output: string[] = [];
  const server = spawn(process.execPath, ["standalone/main.ts"], {
    cwd: repository,
    env: {
      ...process.env,
      PORT: String(port),
      CAMELEER_DATA_DIR: dataDirectory,
      CAMELEER_ADMIN_USERNAME: administrator.username,
      CAMELEER_ADMIN_PASSWORD: administrator.password,
      CAMELEER_BOOTSTRAP_TOKEN: bootstrapToken,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  server.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const ended = once(server, "exit");
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    await rm(dataDirectory, { recursive: true, force: true });
  };
  const outcome = await eventually({ what: `the product at ${url}`, withinMs: readyWithinMs }, async () => {
    if (server.exitCode !== null) return "ended";
    const health = await fetch(`${url}/api/v1/health`);
    return health.ok ? "ready" : undefined;
  }).catch(() => "silent");
  if (outcome !== "ready") {
    await stop();
    throw new Error(`The product did not start (${outcome}):\n${output.join("")}`);
  }
  const caller = await signedIn(url);
  const exporterSettings = {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer%20${bootstrapToken}`,
  };
  return { url, bootstrapToken, caller, exporterSettings, stop };
}

async function signedIn(baseUrl: string): Promise<Caller> {
  const anonymous: Caller = { baseUrl, fetch };
  const { accessToken } = await call(anonymous, logIn, { body: administrator });
  return { ...anonymous, headers: { authorization: `Bearer ${accessToken}` } };
}
