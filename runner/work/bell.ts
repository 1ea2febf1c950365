import type { RunnerClock } from "../clock.ts";
import type { Connection } from "../protocol/connection.ts";
import { type DoorBell, openDoorBell } from "../protocol/door-bell.ts";
import type { RunnerCall } from "../protocol/runner-call.ts";

export interface BellDeps {
  readonly connection: Connection;
  readonly send: RunnerCall;
  readonly epoch: number;
  readonly pingMs: number;
  readonly clock: RunnerClock;
}

export interface BellEvents {
  onOpened(): void;
  onPoke(): void;
  onTail(flushMs: number): void;
  onReplaced(): void;
  readonly signal: AbortSignal;
}

export interface Bell {
  isOpen(): boolean;
  /** What the last attempt ended with, for a person; empty while it is open. */
  trouble(): string;
  close(): void;
}

const longestMs = 64_000;

/** Keeps the door bell open: when it is gone it is opened again, after ever longer times with chance in them. Nothing depends on it. */
export function keepBell(deps: BellDeps, events: BellEvents): Bell {
  let bell: DoorBell | undefined;
  let trouble = "It was not opened yet.";
  void (async () => {
    for (let failures = 0; !events.signal.aborted; failures += 1) {
      const ended = Promise.withResolvers<"gone" | "replaced">();
      try {
        const authorization = await deps.send.authorization();
        bell = openDoorBell(
          { ...deps, authorization },
          {
            onOpen() {
              failures = 0;
              trouble = "";
              events.onOpened();
            },
            onFrame(frame) {
              if (frame.type === "sync.poke") events.onPoke();
              else if (frame.type === "tail.start") events.onTail(frame.flushMs);
              else if (frame.epoch > deps.epoch) ended.resolve("replaced");
            },
            onClosed(how, why) {
              trouble = why;
              ended.resolve(how);
            },
          },
        );
        if ((await ended.promise) === "replaced") return events.onReplaced();
      } catch (error) {
        trouble = error instanceof Error ? error.message : String(error);
      }
      const windowMs = Math.min(longestMs, 1_000 * 2 ** failures);
      await deps.clock.sleep(windowMs * (0.5 + Math.random() / 2), events.signal).catch(() => undefined);
    }
  })();
  return { isOpen: () => bell?.isOpen() ?? false, trouble: () => trouble, close: () => bell?.close() };
}
