import type { CommandPayload } from "#schema/protocol/v1/command";
import type { App } from "../route-model.ts";
import type { Outcome } from "./commands.ts";

/** What commands change in a running app. Raised levels, taps and loggers are leases: they end by themselves. */
export interface SimulatedApp {
  /** Routes in the order of the app, with Camel's words for their state. */
  routes(): { readonly route: string; readonly state: "Started" | "Stopped" | "Suspended" }[];
  isRunning(route: string): boolean;
  captureLevel(route: string): number;
  isTapped(route: string): boolean;
  isDebugging(): boolean;
  execute(payload: CommandPayload): Outcome;
}

export interface SimulatedAppParts {
  readonly app: App;
  readonly nowMs: () => number;
  /** Something happened that people want to see: `route.stopped`, `config.applied` … */
  readonly tell: (event: { readonly type: string; readonly route?: string; readonly details?: Record<string, string> }) => void;
  readonly resendGraphs: () => void;
}

const routeStates = {
  "route.start": "Started",
  "route.stop": "Stopped",
  "route.suspend": "Suspended",
  "route.resume": "Started",
  "route.restart": "Started",
} as const;
const happened = { Started: "route.started", Stopped: "route.stopped", Suspended: "route.suspended" } as const;
const longestLeaseSeconds = 3_600;

export function simulatedApp({ app, nowMs, tell, resendGraphs }: SimulatedAppParts): SimulatedApp {
  const states = new Map<string, "Started" | "Stopped" | "Suspended">(app.routes.map((route) => [route.id, "Started"]));
  const leases = new Map<string, { readonly untilMs: number; readonly value: number }>();
  const leased = (key: string): number | undefined => {
    const lease = leases.get(key);
    return lease !== undefined && nowMs() < lease.untilMs ? lease.value : undefined;
  };
  const lease = (key: string, value: number, args: Readonly<Record<string, unknown>>): Outcome => {
    const seconds = Math.min(typeof args["leaseSeconds"] === "number" ? args["leaseSeconds"] : 300, longestLeaseSeconds);
    leases.set(key, { untilMs: nowMs() + seconds * 1_000, value });
    tell({ type: "config.applied", details: { what: key, value: String(value), leaseSeconds: String(seconds) } });
    return { state: "done", result: { leaseSeconds: seconds } };
  };
  const move = (type: keyof typeof routeStates, route: string): Outcome => {
    if (!states.has(route)) return { state: "failed", result: { why: `There is no route ${route}` } };
    const state = routeStates[type];
    states.set(route, state);
    tell({ type: happened[state], route });
    return { state: "done", result: { stateAfter: state } };
  };
  return {
    routes: () => [...states].map(([route, state]) => ({ route, state })),
    isRunning: (route) => states.get(route) === "Started",
    captureLevel: (route) => leased(`trace.level ${route}`) ?? leased("trace.level *") ?? 2,
    isTapped: (route) => leased(`tap ${route}`) === 1,
    isDebugging: () => leased("log.level") === 5,
    execute: ({ type, args }) => {
      const route = typeof args["route"] === "string" ? args["route"] : "*";
      switch (type) {
        case "route.start":
        case "route.stop":
        case "route.suspend":
        case "route.resume":
        case "route.restart":
          return move(type, route);
        case "trace.level":
          return lease(`trace.level ${route}`, typeof args["level"] === "number" ? args["level"] : 2, args);
        case "tap.start":
          return lease(`tap ${route}`, 1, args);
        case "tap.stop":
          leases.delete(`tap ${route}`);
          return { state: "done" };
        case "log.level":
          return lease("log.level", args["level"] === "DEBUG" ? 5 : 9, args);
        case "log.tail":
          return lease("log.tail", 1, args);
        case "graph.refresh":
          resendGraphs();
          return { state: "done", result: { graphs: app.routes.length } };
        case "config.reload":
        case "stats.reset":
        case "jvm.gc":
          return { state: "done" };
        case "endpoints.list":
          return { state: "done", result: { endpoints: app.routes.map((one) => one.from) } };
        case "jvm.threads":
          return {
            state: "done",
            result: { threads: app.routes.map((one) => ({ name: `Camel (${app.name}) thread - ${one.id}`, state: "WAITING" })) },
          };
        default:
          return { state: "rejected", result: { why: `This agent does not know ${type}` } };
      }
    },
  };
}
