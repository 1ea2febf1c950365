import type { WindowLine } from "#schema/protocol/v1/batch";
import { histogramBucket, windowScopes } from "#schema/protocol/v1/batch";
import type { Dict } from "#schema/protocol/v1/batch";
import type { Recording } from "./recording.ts";
import { status } from "./recording.ts";

export const windowSeconds = 10;

type Scope = (typeof windowScopes)[number];

interface Tally {
  readonly window: number;
  readonly scope: Scope;
  readonly route: string | undefined;
  readonly node: string | undefined;
  total: number;
  failed: number;
  handled: number;
  redelivered: number;
  sum: number;
  shortest: number;
  longest: number;
  readonly buckets: Map<number, number>;
}

interface Ended {
  readonly endMicros: number;
  readonly duration: number;
  readonly status: number;
  readonly redelivered: number;
}

/** Adds up what ended in each window of ten seconds, exactly as the executions say it. */
export interface Windows {
  record(recording: Recording): void;
  /** The windows that ended by then, each handed out once. */
  closedBy(nowMicros: number): readonly Tally[];
}

export function windows(): Windows {
  const open = new Map<string, Tally>();
  const add = (ended: Ended, scope: Scope, [route, node]: readonly [string?, string?]): void => {
    const window = Math.floor(ended.endMicros / 1_000_000 / windowSeconds) * windowSeconds;
    const key = `${window}|${scope}|${route}|${node}`;
    const tally = open.get(key) ?? newTally({ window, scope, route, node });
    open.set(key, tally);
    count(tally, ended);
  };
  return {
    record: (recording) => {
      const whole = {
        endMicros: recording.startMicros + recording.durationMicros,
        duration: recording.durationMicros,
        status: recording.status,
        redelivered: recording.redeliveries,
      };
      add(whole, "context", []);
      add(whole, "route", [recording.route]);
      for (const step of recording.steps) {
        const ended = {
          endMicros: recording.startMicros + step.offset + step.duration,
          duration: step.duration,
          status: step.status,
          redelivered: step.attempt > 0 ? 1 : 0,
        };
        add(ended, "node", [step.route, step.node]);
        if (step.enteredRoute !== undefined) add(ended, "route", [step.enteredRoute]);
        if (step.endpoint !== undefined) add(ended, "endpoint", [step.route, step.endpoint]);
      }
    },
    closedBy: (nowMicros) => {
      const closed = [...open].filter(([, tally]) => (tally.window + windowSeconds) * 1_000_000 <= nowMicros);
      for (const [key] of closed) open.delete(key);
      return closed.map(([, tally]) => tally);
    },
  };
}

function newTally(key: Pick<Tally, "window" | "scope" | "route" | "node">): Tally {
  return {
    ...key,
    total: 0,
    failed: 0,
    handled: 0,
    redelivered: 0,
    sum: 0,
    shortest: Number.MAX_SAFE_INTEGER,
    longest: 0,
    buckets: new Map(),
  };
}

function count(tally: Tally, ended: Ended): void {
  tally.total++;
  if (ended.status === status.failed) tally.failed++;
  if (ended.status === status.handled) tally.handled++;
  tally.redelivered += ended.redelivered;
  tally.sum += ended.duration;
  tally.shortest = Math.min(tally.shortest, ended.duration);
  tally.longest = Math.max(tally.longest, ended.duration);
  const bucket = histogramBucket(ended.duration);
  tally.buckets.set(bucket, (tally.buckets.get(bucket) ?? 0) + 1);
}

export function windowLine(index: (text: string) => Dict, tally: Tally): WindowLine {
  return {
    k: "w",
    win: tally.window,
    ws: windowSeconds,
    sc: windowScopes.indexOf(tally.scope),
    r: tally.route === undefined ? null : index(tally.route),
    n: tally.node === undefined ? null : index(tally.node),
    c: [tally.total, tally.failed, tally.handled, tally.redelivered],
    su: tally.sum,
    mn: tally.shortest,
    mx: tally.longest,
    b: [...tally.buckets].sort(([a], [b]) => a - b),
  };
}
