import type { Recording, Step } from "../recording.ts";
import type { ExecutionStatus } from "#schema/protocol/v1/batch";
import { executionStatuses } from "#schema/protocol/v1/batch";

/** An exchange as a reader of the protocol must understand it: names in the place of numbers, absolute times, defaults filled in. */
export interface ExpectedExchange {
  readonly id: string;
  readonly exchangeId: string;
  readonly route: string;
  readonly fromUri: string;
  readonly graph: string;
  readonly startMicros: number;
  readonly durationMicros: number;
  readonly status: ExecutionStatus;
  readonly traceId: string;
  readonly spanId: string;
  readonly parent: { readonly id: string; readonly step: number; readonly app: string; readonly route: string } | null;
  readonly links: readonly string[];
  readonly correlation: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly thread: string;
  readonly redeliveries: number;
  readonly steps: readonly ExpectedStep[];
  readonly errors: readonly ExpectedError[];
}

export interface ExpectedStep {
  readonly node: string;
  readonly offsetMicros: number;
  readonly durationMicros: number;
  readonly parent: number;
  readonly status: ExecutionStatus;
  readonly iteration: number;
  readonly attempt: number;
  readonly exchangeId: string;
  /** 1 body + 2 headers + 4 properties + 8 variables */
  readonly changed: number;
  readonly branch: string;
  readonly endpoint: string;
  readonly enteredRoute: string;
}

export interface ExpectedError {
  readonly step: number;
  readonly errorClass: string;
  readonly message: string;
  readonly stack: string;
  readonly handled: boolean;
  readonly deadLetter: string;
}

export function statusName(number: number): ExecutionStatus {
  const name = executionStatuses[number];
  if (name === undefined) throw new Error(`There is no status ${number}`);
  return name;
}

/** A sub-exchange's id in full: one that begins with "-" continues the root's up to its last "-". */
export function fullExchangeId(root: string, sub: string | undefined): string {
  if (sub === undefined) return root;
  return sub.startsWith("-") ? root.slice(0, root.lastIndexOf("-")) + sub : sub;
}

export function expectedOf(recording: Recording): ExpectedExchange {
  const { parent } = recording;
  return {
    id: recording.id,
    exchangeId: recording.exchangeId,
    route: recording.route,
    fromUri: recording.fromUri,
    graph: recording.graph,
    startMicros: recording.startMicros,
    durationMicros: recording.durationMicros,
    status: statusName(recording.status),
    traceId: recording.traceId,
    spanId: recording.spanId,
    parent: parent === undefined ? null : { id: parent.executionId, step: parent.step.index, app: parent.app, route: parent.route },
    links: recording.links,
    correlation: recording.correlation,
    attributes: recording.attributes,
    thread: recording.thread,
    redeliveries: recording.redeliveries,
    steps: recording.steps.map((step) => expectedStep(recording, step)),
    errors: recording.errors.map((error) => ({
      step: error.step.index,
      errorClass: error.errorClass,
      message: error.message,
      stack: error.stack,
      handled: error.handled,
      deadLetter: error.deadLetter ?? "",
    })),
  };
}

function expectedStep(recording: Recording, step: Step): ExpectedStep {
  return {
    node: step.node,
    offsetMicros: step.offset,
    durationMicros: step.duration,
    parent: step.parent?.index ?? -1,
    status: statusName(step.status),
    iteration: step.iteration,
    attempt: step.attempt,
    exchangeId: fullExchangeId(recording.exchangeId, recording.subExchanges[step.exchange - 1]),
    changed: step.changed,
    branch: step.branch ?? "",
    endpoint: step.endpoint ?? "",
    enteredRoute: step.enteredRoute ?? "",
  };
}
