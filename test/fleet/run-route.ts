import { graphOf } from "./graph.ts";
import { executionIdAt } from "./random.ts";
import type { Recording } from "./recording.ts";
import { changedBody, status } from "./recording.ts";
import type { End, Frame, Run, Shop, Start } from "./run.ts";
import { isFailure, nextCount } from "./run.ts";
import { runBody } from "./run-node.ts";

/** Runs one exchange and answers with it and with all it caused, in order of their start. */
export function runRoute(shop: Shop, start: Start): readonly [Recording, ...Recording[]] {
  const recording = open(shop, start);
  const run: Run = { shop, start, recording, now: 0, spawned: [], begin: (next) => runRoute(shop, next) };
  const frame: Frame = { run, route: start.route, parent: undefined, iteration: -1, exchange: 0, guarded: false };
  const end = runBody(frame, start.nodes ?? start.route.nodes);
  close(run, end);
  return [recording, ...run.spawned];
}

function open(shop: Shop, start: Start): Recording {
  const { random } = shop;
  const { app, route, message } = start;
  const scheme = route.from.slice(0, route.from.indexOf(":"));
  const correlation = [message.headers["breadcrumbId"], message.headers["JMSMessageID"]].filter((key) => key !== undefined);
  return {
    id: executionIdAt(random, start.startMicros),
    app: app.name,
    route: route.id,
    fromUri: route.from,
    graph: graphOf(route).g,
    startMicros: start.startMicros,
    durationMicros: 0,
    status: status.running,
    exchangeId: `${jvmSeed(`${shop.name}/${app.name}`)}-${nextCount(shop, app.name)}`,
    subExchanges: [],
    traceId: start.traceId ?? random.hex(32),
    spanId: random.hex(16),
    parent: start.parent,
    links: start.links ?? [],
    correlation,
    attributes: message.attributes,
    thread: `Camel (${app.name}) thread #${random.int(1, 16)} - ${scheme}`,
    steps: [],
    errors: [],
    redeliveries: 0,
    captureLevel: random.chance(shop.capture(app.name, route.id)) ? 4 : 2,
    snapshots: [],
    logs: [],
  };
}

/** The part of an exchange id that is the same for one JVM. */
function jvmSeed(jvm: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of jvm) hash = BigInt.asUintN(60, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return hash.toString(16).toUpperCase().padStart(15, "0");
}

function close(run: Run, end: End): void {
  const { recording, start } = run;
  recording.durationMicros = run.now;
  recording.steps.sort((a, b) => a.offset - b.offset);
  for (const [index, step] of recording.steps.entries()) step.index = index;
  recording.status = finalStatus(recording, end);
  const failing = recording.errors.at(-1);
  const { headers, body } = start.message;
  const bodyType = body === "" ? "null" : "java.lang.String";
  const redacted = "Authorization" in headers ? ["h:Authorization", "$.card"] : [];
  const properties = { CamelToEndpoint: recording.steps.at(-1)?.endpoint ?? start.route.from };
  const snapshot = { bodyType, body, headers, properties, redacted };
  if (failing !== undefined || recording.captureLevel === 4) recording.snapshots.push({ ...snapshot, step: undefined, phase: 0 });
  if (failing !== undefined) recording.snapshots.push({ ...snapshot, headers: {}, step: failing.step, phase: 4 });
  if (failing === undefined && recording.captureLevel === 4) {
    const changed = recording.steps.some((step) => (step.changed & changedBody) !== 0);
    recording.snapshots.push({
      ...snapshot,
      headers: { processedBy: recording.app },
      body: changed ? `${body.slice(0, -1)},"state":"done"}` : body,
      step: undefined,
      phase: 3,
    });
  }
}

function finalStatus(recording: Recording, end: End): number {
  if (isFailure(end)) return status.failed;
  if (end === "filtered") return status.filtered;
  if (end === "stopped") return status.stopped;
  return recording.errors.some((error) => error.handled) ? status.handled : status.completed;
}
