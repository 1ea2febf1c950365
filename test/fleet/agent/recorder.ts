import { executionLine, logLine, payloadLine } from "../encode-batch.ts";
import { graphOf } from "../graph.ts";
import type { Recording } from "../recording.ts";
import { status } from "../recording.ts";
import type { App } from "../route-model.ts";
import { windowLine, windows } from "../windows.ts";
import type { BatchWriter } from "./batch-writer.ts";
import type { SimulatedApp } from "./simulated-app.ts";

export interface AppEvent {
  readonly type: string;
  readonly route?: string;
  readonly details?: Readonly<Record<string, string>>;
}

/** Turns what happens in the app into lines. */
export interface Recorder {
  /** An exchange runs longer than people wait: shown live, not stored. */
  started(recording: Recording): void;
  ended(recording: Recording): void;
  event(event: AppEvent): void;
  graphs(): void;
  /** Hands over the windows that are over. */
  closeWindows(nowMicros: number): void;
  /** Exchanges that were started and have not ended. */
  readonly inflight: readonly Recording[];
}

export interface RecorderParts {
  readonly app: App;
  readonly main: BatchWriter;
  /** Payloads of tapped routes travel on a channel of their own. */
  readonly tap: BatchWriter;
  readonly simulated: () => SimulatedApp;
  readonly nowMicros: () => number;
}

export function recorderOf({ app, main, tap, simulated, nowMicros }: RecorderParts): Recorder {
  const running = new Map<string, Recording>();
  const tallies = windows();
  let logNumber = 0;

  const writePayloads = (recording: Recording): void => {
    const writer = simulated().isTapped(recording.route) ? tap : main;
    for (const snapshot of recording.snapshots) writer.add((draft) => payloadLine(draft, recording, snapshot));
  };
  const writeLogs = (recording: Recording): void => {
    const debug = {
      atMicros: recording.startMicros,
      severity: 5,
      logger: recording.route,
      message: `Exchange ${recording.exchangeId} begins`,
    };
    for (const log of simulated().isDebugging() ? [debug, ...recording.logs] : recording.logs) {
      main.add((draft) => logLine(draft, recording, { ...log, number: ++logNumber }));
    }
  };
  return {
    get inflight() {
      return [...running.values()];
    },
    started: (recording) => {
      running.set(recording.id, recording);
      main.add((draft) => executionLine(draft, recording, { status: status.running, version: 1 }));
    },
    ended: (recording) => {
      const version = running.delete(recording.id) ? 2 : 1;
      const facts = { executionId: recording.id, important: recording.status === status.failed };
      main.add((draft) => executionLine(draft, recording, { status: recording.status, version }), facts);
      writePayloads(recording);
      writeLogs(recording);
      tallies.record(recording);
    },
    event: ({ type, route, details }) =>
      main.add((draft) => ({
        k: "e",
        t: nowMicros() - draft.t0,
        ty: type,
        ...(route === undefined ? {} : { r: draft.index(route) }),
        ...(details === undefined ? {} : { d: details }),
      })),
    graphs: () => {
      for (const route of app.routes) main.add(() => graphOf(route));
    },
    closeWindows: (micros) => {
      for (const tally of tallies.closedBy(micros)) main.add((draft) => windowLine(draft.index, tally));
    },
  };
}
