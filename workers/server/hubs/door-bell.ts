import type { ContainerLine } from "#schema/contract/container-logs";
import type { DoorBellFrame } from "#schema/protocol/runner/v1/door-bell";
import { runnerTiming } from "#schema/protocol/runner/v1/limits";
import type { ChangeStreams } from "#server/hubs/change-stream";
import { openChangeStreams } from "#server/hubs/change-stream";
import type { LineFilter, LineStream } from "#server/hubs/line-stream";
import { openLineStream } from "#server/hubs/line-stream";
import type { Clock } from "#server/platform/clock";
import { isoOf } from "#server/platform/clock";
import type { Tail, TailedApp } from "#server/platform/runner-hubs";

/** For how long an app is watched unless it is said again. */
const tailMs = 60_000;

/** Everything a runner's hub does, but for its sockets. */
export interface DoorBell {
  ring(rev: number): void;
  waitFor(haveRev: number, waitMs: number): Promise<void>;
  /** Answers those who wait, so that they see that another process has begun. */
  dismiss(): void;
  publish(app: TailedApp, lines: readonly ContainerLine[]): void;
  tails(): readonly Tail[];
  openTail(filter: LineFilter): Response;
  ping(): void;
  readonly changes: ChangeStreams;
  readonly waiting: boolean;
  readonly watchers: number;
}

/** `send` reaches the runner's open socket, if there is one. */
export function openDoorBell(clock: Clock, send: (frame: DoorBellFrame) => void): DoorBell {
  const waits = openWaits();
  const streams = new Set<LineStream>();
  const changes = openChangeStreams();
  let rung = 0;
  const until = (): string => isoOf(clock.now() + tailMs);
  const watched = (): Tail[] => {
    const apps = new Map([...streams].map(({ filter }) => [`${filter.environmentId} ${filter.appId}`, filter]));
    return [...apps.values()].map(({ environmentId, appId }) => ({ environmentId, appId, until: until() }));
  };
  return {
    ring: (rev) => {
      rung = Math.max(rung, rev);
      waits.end();
      send({ type: "sync.poke", rev });
    },
    waitFor: async (haveRev, waitMs) => {
      if (rung <= haveRev) await waits.begin(waitMs);
    },
    dismiss: () => waits.end(),
    publish: ({ environmentId, appId }, lines) => {
      for (const stream of streams) {
        if (stream.filter.environmentId === environmentId && stream.filter.appId === appId) stream.send(lines);
      }
    },
    changes,
    tails: watched,
    openTail: (filter) => {
      const stream = openLineStream(filter, (closed) => streams.delete(closed));
      streams.add(stream);
      waits.end();
      const { environmentId, appId } = filter;
      send({ type: "tail.start", environmentId, appId, flushMs: runnerTiming.tailFlushMs, until: until() });
      return stream.response;
    },
    ping: () => {
      for (const stream of streams) stream.ping();
      changes.ping();
      for (const tail of watched()) send({ type: "tail.start", flushMs: runnerTiming.tailFlushMs, ...tail });
    },
    get waiting() {
      return waits.count > 0;
    },
    get watchers() {
      return streams.size + changes.count;
    },
  };
}

interface Waits {
  readonly count: number;
  begin(waitMs: number): Promise<void>;
  /** Ends all that have begun. */
  end(): void;
}

function openWaits(): Waits {
  const open = new Set<() => void>();
  return {
    get count() {
      return open.size;
    },
    begin: async (waitMs) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, waitMs);
      open.add(resolve);
      await promise;
      open.delete(resolve);
      clearTimeout(timer);
    },
    end: () => {
      for (const resolve of open) resolve();
    },
  };
}
