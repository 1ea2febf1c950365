import type { AgentRecord, Beat, Registration, Vitals } from "#server/platform/hubs";

const unknownVitals = {
  memoryUsedBytes: null,
  memoryMaxBytes: null,
  cpuLoad: null,
  inflight: 0,
  queuedBatches: 0,
  droppedLines: 0,
} as const;

/** The record of an agent whose process has just signed up. */
export function registered(known: AgentRecord | undefined, registration: Registration, nowMs: number): AgentRecord {
  return {
    ...registration,
    ...unknownVitals,
    routes: [],
    bootAtMs: nowMs,
    registeredAtMs: known?.registeredAtMs ?? nowMs,
    lastHeartbeatAtMs: null,
    stopped: false,
  };
}

/** The record after a heartbeat; an agent that was not known is healed from it. */
export function beaten(known: AgentRecord | undefined, beat: Beat, nowMs: number): AgentRecord {
  const { agentId, app, environment, instance, boot, vitals } = beat;
  const before = known ?? registered(undefined, { agentId, app, environment, instance, boot, ...unknownVersions, capabilities: [] }, nowMs);
  return {
    ...before,
    app,
    environment,
    instance,
    boot,
    ...said(vitals),
    bootAtMs: nowMs - beat.uptimeMs,
    lastHeartbeatAtMs: nowMs,
    stopped: beat.stopping,
  };
}

const unknownVersions = { camelVersion: "", javaVersion: "", agentVersion: "", runtime: "" } as const;

type Said = Omit<{ [K in keyof Vitals]-?: Exclude<Vitals[K], undefined> }, never>;

/** The members that were sent. */
function said(vitals: Vitals): Partial<Said> {
  return Object.fromEntries(Object.entries(vitals).filter(([, value]) => value !== undefined)) as Partial<Said>;
}
