import { apps, routeOf } from "./apps/index.ts";
import type { BatchDraft } from "./encode-batch.ts";
import { closeBatch, draftBatch, executionLine, logLine, payloadLine } from "./encode-batch.ts";
import { graphOf } from "./graph.ts";
import { newMessage } from "./messages.ts";
import { seededRandom } from "./random.ts";
import type { Recording } from "./recording.ts";
import type { App, Route } from "./route-model.ts";
import type { Shop } from "./run.ts";
import { runRoute } from "./run-route.ts";
import { windowLine, windows } from "./windows.ts";

export interface BatchOptions {
  /** How many `k:"x"` lines. */
  readonly executions: number;
  /** One of the demo's apps; by default orders, whose exchanges have the most steps. */
  readonly app?: string;
  readonly environment?: string;
  readonly instance?: string;
  readonly agentId?: string;
  readonly boot?: number;
  readonly seq?: number;
  /** Start of the first execution, µs since the epoch. */
  readonly startMicros?: number;
  /** From one start to the next, on average. */
  readonly everyMicros?: number;
  /** Probability that a good exchange has payload lines; failed ones always do. */
  readonly capture?: number;
  /** Log lines; on by default. */
  readonly logs?: boolean;
  /** Route graphs of the app; off by default. */
  readonly graphs?: boolean;
  /** `k:"w"` lines of all that ended, and `win: 1` in the header; off by default: the server counts. */
  readonly windows?: boolean;
}

export interface GeneratedBatch {
  /** NDJSON, not compressed. */
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly executionIds: readonly string[];
  readonly steps: number;
  /** Lines by kind. */
  readonly lines: Readonly<Record<"x" | "p" | "g" | "w" | "l", number>>;
}

/** 2026-11-20T09:00:00Z; what a batch without `startMicros` begins with. */
const morning = 1_795_165_200_000_000;

/** Executions of one app as they come out of the demo fleet, until there are as many as asked for. Deterministic by seed. */
export function generateRecordings(seed: number, options: BatchOptions): readonly Recording[] {
  const random = seededRandom(seed);
  const shop: Shop = {
    random,
    name: `seed ${seed}`,
    routeOf,
    gathered: new Map(),
    counters: new Map(),
    capture: () => options.capture ?? 0.02,
  };
  const wanted = options.app ?? "orders";
  const entries = apps.flatMap((app) =>
    app.routes
      .filter((route) => route.weight > 0)
      .map((route): readonly [{ app: App; route: Route }, number] => [{ app, route }, route.weight]),
  );
  const [first] = entries;
  if (first === undefined) throw new Error("The demo has no entry route");
  const found: Recording[] = [];
  let at = options.startMicros ?? morning;
  for (let tries = 0; found.length < options.executions; tries++) {
    if (tries > 1_000 * (options.executions + 10)) throw new Error(`Nothing in the demo leads to the app ${wanted}`);
    const { app, route } = random.weighted(entries, first[0]);
    const caused = runRoute(shop, { app, route, message: newMessage(random, route.message), startMicros: at });
    const own = caused.filter((recording) => recording.app === wanted);
    found.push(...own.slice(0, options.executions - found.length));
    if (own.length > 0) at += Math.round(random.around(options.everyMicros ?? 1_000, 0.3));
  }
  return found;
}

/** One NDJSON batch, ready to be sent to `POST /v1/ingest`. The same seed and options give the same bytes. */
export function generateBatch(seed: number, options: BatchOptions): GeneratedBatch {
  const recordings = generateRecordings(seed, options);
  const draft = draftBatch(options.startMicros ?? morning);
  const lines = { x: 0, p: 0, g: 0, w: 0, l: 0 };
  const app = options.app ?? "orders";
  if (options.graphs === true) lines.g = addGraphs(draft, app);
  for (const recording of recordings) {
    draft.add(executionLine(draft, recording, { status: recording.status, version: 1 }));
    for (const snapshot of recording.snapshots) draft.add(payloadLine(draft, recording, snapshot));
    lines.x++;
    lines.p += recording.snapshots.length;
    if (options.logs === false) continue;
    for (const log of recording.logs) draft.add(logLine(draft, recording, { ...log, number: ++lines.l }));
  }
  if (options.windows === true) lines.w = addWindows(draft, recordings);
  const last = recordings.at(-1);
  const text = closeBatch(draft, {
    agent: options.agentId ?? "agt_0197000000007000800000000000000a",
    inst: options.instance ?? `${app}-0`,
    boot: options.boot ?? 8_123,
    seq: options.seq ?? 1,
    sent: (last?.startMicros ?? draft.t0) + 1_000_000,
    app,
    env: options.environment ?? "prod",
    dep: "42",
    camel: "4.18.0",
    ...(options.windows === true ? { win: 1 } : {}),
  });
  const executionIds = recordings.map((recording) => recording.id);
  const steps = recordings.reduce((sum, recording) => sum + recording.steps.length, 0);
  return { text, bytes: new TextEncoder().encode(text), executionIds, steps, lines };
}

function addGraphs(draft: BatchDraft, appName: string): number {
  const routes = apps.find((app) => app.name === appName)?.routes ?? [];
  for (const route of routes) draft.add(graphOf(route));
  return routes.length;
}

function addWindows(draft: BatchDraft, recordings: readonly Recording[]): number {
  const tallies = windows();
  for (const recording of recordings) tallies.record(recording);
  const closed = tallies.closedBy(Number.MAX_SAFE_INTEGER);
  for (const tally of closed) draft.add(windowLine(draft.index, tally));
  return closed.length;
}
