import type { Agent, AgentOptions } from "./agent/agent.ts";
import { startAgent } from "./agent/agent.ts";
import { apps, routeOf } from "./apps/index.ts";
import type { Ledger } from "./ledger.ts";
import { newMessage } from "./messages.ts";
import type { Random } from "./random.ts";
import { seededRandom } from "./random.ts";
import type { Recording } from "./recording.ts";
import type { App, Route } from "./route-model.ts";
import type { Shop } from "./run.ts";
import { runRoute } from "./run-route.ts";

export interface FleetOptions {
  readonly url: string;
  readonly bootstrapToken: string;
  readonly agents: number;
  /** Exchanges that start on their own, per second; each sets off others. */
  readonly rate: number;
  readonly seed: number;
  readonly ledger?: Ledger;
  /** Told of every exchange that ended, with its environment. */
  readonly onEnded?: (recording: Recording, environment: string) => void;
}

export interface Fleet {
  readonly agents: readonly Agent[];
  /** Exchanges that have ended so far. */
  readonly ended: number;
  stop(withinMs: number): Promise<void>;
}

/** An environment: its own shop, its share of the load, and its agents by app. */
interface Place {
  readonly name: string;
  readonly share: number;
  readonly shop: Shop;
  readonly agents: ReadonlyMap<string, readonly Agent[]>;
}

const tickMs = 100;
/** An exchange that takes longer than this is shown while it runs. */
const longMicros = 1_500_000;

/** Starts the agents and lets the shop run until it is stopped. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const random = seededRandom(options.seed);
  const agents = await Promise.all(placements(options.agents).map((place) => startAgent(agentOptions(options, place, random.fork()))));
  const places = [placeOf("prod", 0.8, agents, random), placeOf("staging", 0.2, agents, random)].filter((place) => place.agents.size > 0);
  const entries = apps.flatMap((app) =>
    app.routes.filter((route) => route.weight > 0).map((route): Entry => [{ app, route }, route.weight]),
  );
  const timeline = newTimeline(options.onEnded ?? (() => undefined));
  let ended = 0;
  let owed = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    const now = performance.now();
    owed += ((now - last) / 1_000) * options.rate;
    last = now;
    for (; owed >= 1; owed--) begin({ random, places, entries, timeline });
    ended += timeline.play(nowMicros());
  }, tickMs);
  return {
    agents,
    get ended() {
      return ended;
    },
    stop: async (withinMs) => {
      clearInterval(ticking);
      ended += timeline.play(nowMicros());
      await Promise.all(agents.map((agent) => agent.stop(withinMs)));
    },
  };
}

type Entry = readonly [{ readonly app: App; readonly route: Route }, number];
interface Scene {
  readonly random: Random;
  readonly places: readonly Place[];
  readonly entries: readonly Entry[];
  readonly timeline: Timeline;
}

const nowMicros = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000);

/** Lets one exchange enter the shop and puts what it causes on the timeline. */
function begin({ random, places, entries, timeline }: Scene): void {
  const [first] = entries;
  const place = random.weighted(
    places.map((one) => [one, one.share] as const),
    places[0],
  );
  if (first === undefined || place === undefined) return;
  const { app, route } = random.weighted(entries, first[0]);
  const startMicros = nowMicros() + random.int(0, tickMs * 1_000);
  const caused = runRoute(place.shop, { app, route, message: newMessage(random, route.message), startMicros });
  const silent = new Set<string>();
  for (const recording of caused) {
    const agent = agentOf(place, recording);
    // A stopped route does not take the message, and what it would have caused does not happen.
    if (agent === undefined || silent.has(recording.parent?.executionId ?? "") || !agent.simulated.isRunning(recording.route))
      silent.add(recording.id);
    else timeline.add(recording, agent);
  }
}

/** The instance that runs an exchange: any of the app's, always the same for the same exchange. */
function agentOf({ agents }: Place, recording: Recording): Agent | undefined {
  const candidates = agents.get(recording.app) ?? [];
  return candidates[Number.parseInt(recording.id.slice(-4), 16) % Math.max(candidates.length, 1)];
}

interface Timeline {
  add(recording: Recording, agent: Agent): void;
  /** Tells the agents what has happened by then; answers how many exchanges ended. */
  play(nowMicros: number): number;
}

function newTimeline(onEnded: (recording: Recording, environment: string) => void): Timeline {
  let pending: { readonly recording: Recording; readonly agent: Agent; shown: boolean }[] = [];
  return {
    add: (recording, agent) => void pending.push({ recording, agent, shown: false }),
    play: (now) => {
      const before = pending.length;
      const due = pending.filter(({ recording }) => recording.startMicros + recording.durationMicros <= now);
      pending = pending.filter(({ recording }) => recording.startMicros + recording.durationMicros > now);
      for (const { recording, agent } of due.sort((a, b) => endOf(a.recording) - endOf(b.recording))) {
        agent.ended(recording);
        onEnded(recording, agent.environment);
      }
      for (const one of pending) {
        if (one.shown || one.recording.durationMicros < longMicros || one.recording.startMicros + 500_000 > now) continue;
        one.shown = true;
        one.agent.started(one.recording);
      }
      return before - pending.length;
    },
  };
}

const endOf = (recording: Recording): number => recording.startMicros + recording.durationMicros;

interface Placement {
  readonly app: App;
  readonly environment: string;
  readonly instance: string;
}

/** Every app once in prod, then once in staging, then further instances in prod. */
function placements(count: number): readonly Placement[] {
  return Array.from({ length: count }, (_, index) => {
    const app = apps[index % apps.length] ?? apps[0];
    const round = Math.floor(index / apps.length);
    const environment = round === 1 ? "staging" : "prod";
    const replica = round <= 1 ? 0 : round - 1;
    return { app, environment, instance: `${app.name}-${environment}-${replica}` };
  });
}

function agentOptions({ url, bootstrapToken, ledger }: FleetOptions, placement: Placement, random: Random): AgentOptions {
  const link = random.chance(0.3) ? "websocket" : "sse";
  return { url, bootstrapToken, random, link, ...placement, ...(ledger === undefined ? {} : { ledger }) };
}

function placeOf(...[name, share, agents, random]: [string, number, readonly Agent[], Random]): Place {
  const byApp = Map.groupBy(
    agents.filter((agent) => agent.environment === name),
    (agent) => agent.app.name,
  );
  const captured = (app: string, route: string): boolean =>
    (byApp.get(app) ?? []).some((agent) => agent.simulated.captureLevel(route) >= 4 || agent.simulated.isTapped(route));
  const shopRandom = random.fork();
  const capture = (app: string, route: string): number => (captured(app, route) ? 1 : 0.03);
  return {
    name,
    share,
    agents: byApp,
    shop: { random: shopRandom, name: `${name} since ${nowMicros()}`, routeOf, gathered: new Map(), counters: new Map(), capture },
  };
}
