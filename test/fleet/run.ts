import type { Message } from "./messages.ts";
import { derive, fillIn } from "./messages.ts";
import type { Random } from "./random.ts";
import type { ParentStep, Recording, Step } from "./recording.ts";
import { status } from "./recording.ts";
import type { App, Fault, Latency, Route, RouteNode } from "./route-model.ts";

/** What a simulated JVM fleet remembers between exchanges. */
export interface Shop {
  readonly random: Random;
  /** Tells this shop's JVMs from those of another run, as the seed in Camel's exchange ids does. */
  readonly name: string;
  readonly routeOf: (app: string, route: string) => { readonly app: App; readonly route: Route };
  /** Contributors waiting at an aggregate node. */
  readonly gathered: Map<string, string[]>;
  /** Exchange counters of the JVMs. */
  readonly counters: Map<string, number>;
  /** Probability that an exchange of a route is captured with bodies although nothing failed. */
  readonly capture: (app: string, route: string) => number;
}

export interface Start {
  readonly app: App;
  readonly route: Route;
  readonly message: Message;
  readonly startMicros: number;
  readonly parent?: ParentStep;
  readonly traceId?: string;
  readonly links?: readonly string[];
  /** Run these instead of the whole route: the completion of an aggregate. */
  readonly nodes?: readonly RouteNode[];
}

export interface Failure {
  readonly fault: Fault;
  readonly step: Step;
  readonly text: string;
  /** The steps it went through on its way out. */
  readonly through: Step[];
}
export type End = "done" | "filtered" | "stopped" | Failure;

export const isFailure = (end: End): end is Failure => typeof end === "object";

/** One exchange while it runs. `now` is µs since its start. */
export interface Run {
  readonly shop: Shop;
  readonly start: Start;
  readonly recording: Recording;
  now: number;
  /** Everything it set off elsewhere, itself not included. */
  readonly spawned: Recording[];
  /** Runs another exchange, with all it causes in turn. */
  readonly begin: (start: Start) => readonly [Recording, ...Recording[]];
}

/** Where in a run the next node stands. */
export interface Frame {
  readonly run: Run;
  readonly route: Route;
  readonly parent: Step | undefined;
  readonly iteration: number;
  readonly exchange: number;
  /** Inside doTry or a circuit breaker the error handler does not redeliver. */
  readonly guarded: boolean;
}

export const micros = (random: Random, latency: Latency): number => Math.max(1, Math.round(random.around(latency.us, latency.spread)));

/** The steps that failed and everything around them count as handled. */
export function markHandled(run: Run, failure: Failure): void {
  for (const step of failure.through) step.status = status.handled;
  for (const error of run.recording.errors) if (error.step === failure.step) error.handled = true;
}

export function beginStep(frame: Frame, node: { readonly id: string; readonly kind: string }, attempt = 0): Step {
  const step: Step = {
    node: node.id,
    kind: node.kind,
    route: frame.route.id,
    offset: frame.run.now,
    duration: 0,
    parent: frame.parent,
    status: status.completed,
    iteration: frame.iteration,
    attempt,
    exchange: frame.exchange,
    changed: 0,
    index: -1,
  };
  frame.run.recording.steps.push(step);
  return step;
}

export function endStep(run: Run, step: Step): void {
  step.duration = run.now - step.offset;
}

export function failStep(run: Run, step: Step, fault: Fault): Failure {
  const text = fillIn(fault.message, run.start.message);
  step.status = status.failed;
  const stack = [`${fault.errorClass}: ${text}`, ...fault.stack.map((frame) => `\tat ${frame}`)].join("\n");
  run.recording.errors.push({ step, errorClass: fault.errorClass, message: text, stack, handled: false });
  return { fault, step, text, through: [step] };
}

/** Starts an exchange elsewhere whose parent is this step; answers with it. */
export function spawn(run: Run, step: Step, start: Omit<Start, "message" | "parent" | "traceId">): Recording {
  const { recording } = run;
  const [child, ...others] = run.begin({
    ...start,
    message: derive(run.start.message, start.route.message),
    parent: { executionId: recording.id, step, app: recording.app, route: step.route },
    traceId: recording.traceId,
  });
  run.spawned.push(child, ...others);
  return child;
}

/** A new sub-exchange of split, multicast or recipientList; answers with its number. */
export function newSubExchange(run: Run): number {
  const counter = nextCount(run.shop, run.recording.app);
  return run.recording.subExchanges.push(`-${counter}`);
}

/** Counts an app's exchanges as Camel numbers them. */
export function nextCount(shop: Shop, app: string): string {
  const count = (shop.counters.get(app) ?? 0) + 1;
  shop.counters.set(app, count);
  return count.toString(16).toUpperCase().padStart(16, "0");
}
