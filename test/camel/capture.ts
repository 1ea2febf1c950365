/**
 * Records what the orders application really sends and writes it to `fixtures/<set>/<case>.<signal>.{bin,json}`.
 *
 *   node test/camel/capture.ts [set ...]     sets: opentelemetry2 processors legacy agent agent-alone (default: all)
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
import { backOrder, completedOrder, declinedOrder, undeliverableOrder, unpricedOrder } from "./orders.ts";
import { signals, toOtlpJson } from "./otlp-json.ts";
import type { Signal } from "./otlp-json.ts";

interface CaptureSet {
  profiles: string[];
  jvmArguments: string[];
  /** Also written as OTLP/JSON, which is nine tenths of the fixtures' size. */
  json: boolean;
}

const javaagent = `-javaagent:${join(import.meta.dirname, "target/agent/opentelemetry-javaagent.jar")}`;

const captureSets: Record<string, CaptureSet> = {
  opentelemetry2: { profiles: [], jvmArguments: [], json: true },
  processors: { profiles: [], jvmArguments: ["-Dcamel.opentelemetry2.traceProcessors=true"], json: true },
  legacy: {
    profiles: ["legacy"],
    jvmArguments: ["-Dcamel.opentelemetry2.enabled=false", "-Dcamel.opentelemetry.enabled=true"],
    json: false,
  },
  agent: { profiles: ["agent"], jvmArguments: [javaagent], json: false },
  "agent-alone": { profiles: ["agent"], jvmArguments: [javaagent, "-Dcamel.opentelemetry2.enabled=false"], json: false },
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

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function capture(name: string, set: CaptureSet): Promise<void> {
  const folder = join(fixtures, name);
  const temporary = await mkdtemp(join(tmpdir(), "cameleer-capture-"));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const recorder = await startRecorder();
  const app = await startOrdersApp({
    jar: await buildOrdersApp(set.profiles),
    jvmArguments: set.jvmArguments,
    logFile: join(temporary, "orders.log"),
    environment: exporterSettings(recorder.url),
  });
  const keep = async (caseName: string) => write(join(folder, caseName), await recorder.takeWhenQuiet(), set.json);
  await keep("start-and-timer");
  const cases: Record<string, unknown> = {};
  for (const [caseName, order] of Object.entries(orders)) {
    const status = await app.place(order);
    cases[caseName] = { request: { method: "POST", path: "/orders", body: order }, response: { status } };
    await keep(caseName);
  }
  await app.stop();
  await keep("stop");
  await writeFile(join(folder, "cases.json"), `${JSON.stringify(cases, null, 2)}\n`);
  recorder.stop();
  await rm(temporary, { recursive: true });
}

function exporterSettings(url: string): Record<string, string> {
  const machineFacts = ["Host", "HostId", "Os", "Process"];
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_SERVICE_NAME: "orders",
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test,service.version=1.0.0,host.name=orders-1",
    OTEL_JAVA_DISABLED_RESOURCE_PROVIDERS: machineFacts
      .map((fact) => `io.opentelemetry.instrumentation.resources.${fact}ResourceProvider`)
      .join(),
    OTEL_BSP_SCHEDULE_DELAY: "200",
    OTEL_BLRP_SCHEDULE_DELAY: "200",
    OTEL_METRIC_EXPORT_INTERVAL: "3600000",
    STOCK_REPORT_PERIOD: "3600000",
  };
}

async function write(path: string, bodies: { signal: Signal; body: Buffer }[], json: boolean): Promise<void> {
  for (const signal of signals) {
    const body = Buffer.concat(bodies.filter((sent) => sent.signal === signal).map((sent) => sent.body));
    if (body.length === 0) continue;
    await writeFile(`${path}.${signal}.bin`, body);
    if (json) await writeFile(`${path}.${signal}.json`, `${JSON.stringify(toOtlpJson(signal, body), null, 1)}\n`);
  }
}

const wanted = process.argv.slice(2);
for (const [name, set] of Object.entries(captureSets)) {
  if (wanted.length === 0 || wanted.includes(name)) await capture(name, set);
}
