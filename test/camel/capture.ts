/**
 * Records what the orders application really sends and writes it to `fixtures/<set>/<case>.<signal>.{bin,json}`.
 *
 *   node test/camel/capture.ts [set ...]     sets: opentelemetry2 processors legacy agent (default: all)
 *
 * A `.bin` file is the concatenation of the OTLP/protobuf request bodies of that case, which is itself one valid request
 * body; `.json` is the same in OTLP/JSON. `cases.json` tells what was asked and answered.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { buildOrdersApp, startOrdersApp } from "./orders-app.ts";
import type { OrdersApp } from "./orders-app.ts";
import { backOrder, completedOrder, declinedOrder, undeliverableOrder, unpricedOrder } from "./orders.ts";
import { signals, toOtlpJson } from "./otlp-json.ts";
import type { Signal } from "./otlp-json.ts";

interface CaptureSet {
  profiles: string[];
  jvmArguments: string[];
}

const javaagent = `-javaagent:${join(import.meta.dirname, "target/agent/opentelemetry-javaagent.jar")}`;

const captureSets: Record<string, CaptureSet> = {
  opentelemetry2: { profiles: [], jvmArguments: [] },
  processors: { profiles: [], jvmArguments: ["-Dcamel.opentelemetry2.traceProcessors=true"] },
  legacy: {
    profiles: ["legacy"],
    jvmArguments: ["-Dcamel.opentelemetry2.enabled=false", "-Dcamel.opentelemetry.enabled=true", "-Dcamel.opentelemetry.traceProcessors=true"],
  },
  agent: { profiles: ["agent"], jvmArguments: [javaagent] },
};

const orders = {
  completed: completedOrder,
  declined: declinedOrder,
  unpriced: unpricedOrder,
  "back-order": backOrder,
  undeliverable: undeliverableOrder,
};

const quietMs = 2_500;
const fixtures = join(import.meta.dirname, "fixtures");

/** An OTLP/HTTP receiver that keeps the bodies it gets until they are taken. */
async function startRecorder() {
  let bodies: { signal: Signal; body: Buffer }[] = [];
  let lastAt = performance.now();
  const server = createServer(async (request, response) => {
    const signal = signals.find((name) => request.url === `/v1/${name}`);
    if (signal) bodies.push({ signal, body: await read(request) });
    if (signal !== "metrics") lastAt = performance.now();
    response.writeHead(signal ? 200 : 404, { "content-type": "application/x-protobuf" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the recorder has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    takeWhenQuiet: async () => {
      lastAt = performance.now();
      while (performance.now() - lastAt < quietMs) await pause(100);
      const taken = bodies;
      bodies = [];
      return taken;
    },
    stop: () => server.close(),
  };
}

type Recorder = Awaited<ReturnType<typeof startRecorder>>;

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function capture(name: string, set: CaptureSet): Promise<void> {
  const jar = await buildOrdersApp(set.profiles);
  const folder = join(fixtures, name);
  const temporary = await mkdtemp(join(tmpdir(), "cameleer-capture-"));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const recorder = await startRecorder();
  const app = await startOrdersApp({
    jar,
    jvmArguments: set.jvmArguments,
    logFile: join(temporary, "orders.log"),
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: recorder.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test,service.version=1.0.0",
      OTEL_SERVICE_NAME: "orders",
      OTEL_BSP_SCHEDULE_DELAY: "200",
      OTEL_BLRP_SCHEDULE_DELAY: "200",
      OTEL_METRIC_EXPORT_INTERVAL: "3600000",
      STOCK_REPORT_PERIOD: "3600000",
    },
  });
  await record(folder, app, recorder);
  recorder.stop();
  await rm(temporary, { recursive: true });
}

async function record(folder: string, app: OrdersApp, recorder: Recorder): Promise<void> {
  await write(folder, "start-and-timer", await recorder.takeWhenQuiet());
  const cases: Record<string, unknown> = {};
  for (const [name, order] of Object.entries(orders)) {
    const status = await app.place(order);
    cases[name] = { request: { method: "POST", path: "/orders", body: order }, response: { status } };
    await write(folder, name, await recorder.takeWhenQuiet());
  }
  await app.stop();
  await write(folder, "stop", await recorder.takeWhenQuiet());
  await writeFile(join(folder, "cases.json"), `${JSON.stringify(cases, null, 2)}\n`);
}

async function write(folder: string, name: string, bodies: { signal: Signal; body: Buffer }[]): Promise<void> {
  for (const signal of signals) {
    const body = Buffer.concat(bodies.filter((sent) => sent.signal === signal).map((sent) => sent.body));
    if (body.length === 0) continue;
    await writeFile(join(folder, `${name}.${signal}.bin`), body);
    await writeFile(join(folder, `${name}.${signal}.json`), `${JSON.stringify(toOtlpJson(signal, body), null, 1)}\n`);
  }
}

const wanted = process.argv.slice(2);
for (const [name, set] of Object.entries(captureSets)) {
  if (wanted.length === 0 || wanted.includes(name)) await capture(name, set);
}
