import { closeBatch, draftBatch, executionLine, payloadLine } from "../encode-batch.ts";
import { graphOf } from "../graph.ts";
import { newMessage } from "../messages.ts";
import { seededRandom } from "../random.ts";
import type { Recording } from "../recording.ts";
import type { App } from "../route-model.ts";
import { runRoute } from "../run-route.ts";
import type { ExpectedExchange } from "./expected-exchange.ts";
import { expectedOf } from "./expected-exchange.ts";
import type { Scenario } from "./scenarios.ts";

export interface BatchVector {
  readonly name: string;
  readonly ndjson: string;
  readonly expected: { readonly says: string; readonly exchanges: readonly ExpectedExchange[] };
}

/** 2026-11-20T09:00:00Z */
const startMicros = 1_795_165_200_000_000;
const seedsTried = 500;

/** A golden batch with its route graphs and what a reader must make of its exchanges. */
export function batchVector(scenario: Scenario): BatchVector {
  const { name, says, routes } = scenario;
  const recordings = recordingsOf(scenario);
  const draft = draftBatch(startMicros);
  for (const route of routes) draft.add(graphOf(route));
  for (const recording of recordings) {
    draft.add(executionLine(draft, recording, { status: recording.status, version: 1 }));
    for (const snapshot of recording.snapshots) draft.add(payloadLine(draft, recording, snapshot));
  }
  const ndjson = closeBatch(draft, {
    agent: "agt_01970000000070008000000000000001",
    inst: "vectors-0",
    boot: 8_123,
    seq: 1,
    sent: startMicros + 10_000_000,
    app: "vectors",
    env: "test",
    dep: "1",
    camel: "4.18.0",
  });
  return { name, ndjson, expected: { says, exchanges: recordings.map(expectedOf) } };
}

function recordingsOf(scenario: Scenario): readonly Recording[] {
  for (let seed = 1; seed <= seedsTried; seed++) {
    const recordings = run(scenario, seed);
    if (scenario.shows(recordings)) return recordings;
  }
  throw new Error(`No seed shows ${scenario.name}`);
}

function run({ name, routes, messages }: Scenario, seed: number): readonly Recording[] {
  const random = seededRandom(seed);
  const app: App = { name: "vectors", camelVersion: "4.18.0", runtime: "main", deployment: "1", routes };
  const routeOf = (_app: string, id: string) => ({ app, route: routes.find((route) => route.id === id) ?? routes[0] });
  const shop = { random, name, routeOf, gathered: new Map<string, string[]>(), counters: new Map<string, number>(), capture: () => 0 };
  return Array.from({ length: messages }, (_, index) =>
    runRoute(shop, { app, route: routes[0], message: newMessage(random, "order"), startMicros: startMicros + index * 1_000_000 }),
  ).flat();
}
