import type { DoorBell } from "#server/hubs/door-bell";
import { openDoorBell } from "#server/hubs/door-bell";
import { lineFilterOf } from "#server/hubs/line-filter";
import type { Clock } from "#server/platform/clock";
import type { RunnerHubs } from "#server/platform/runner-hubs";

/** The real door bells without the Durable Objects round them: everything but open sockets. */
export function memoryRunnerHubs(clock: Clock): RunnerHubs {
  const bells = new Map<string, DoorBell>();
  const bellOf = (runnerId: string): DoorBell => {
    const bell = bells.get(runnerId) ?? openDoorBell(clock, () => undefined);
    bells.set(runnerId, bell);
    return bell;
  };
  return {
    of: (runnerId) => {
      const bell = bellOf(runnerId);
      return {
        ring: async (rev) => bell.ring(rev),
        waitFor: (haveRev, waitMs) => bell.waitFor(haveRev, waitMs),
        replaceSession: async () => bell.dismiss(),
        publish: async (app, lines) => bell.publish(app, lines),
        changed: async (app) => bell.changes.changed(app),
        tails: async () => bell.tails(),
        link: async () => (bell.waiting ? "poll" : "none"),
        fetch: async (request) => {
          const { pathname, searchParams } = new URL(request.url);
          const filter = lineFilterOf(searchParams);
          return pathname === "/changes" ? bell.changes.open(filter) : bell.openTail(filter);
        },
      };
    },
  };
}
