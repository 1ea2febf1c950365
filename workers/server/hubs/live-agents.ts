import type { RunningExchange } from "#schema/protocol/v1/running";
import type { HubState } from "#server/hubs/hub-store";
import { lastHeardMs, presenceAge, stateOf } from "#server/hubs/presence";
import { beaten, registered } from "#server/hubs/registry";
import type { Shard } from "#server/hubs/shard";
import { snapshotsOf } from "#server/hubs/snapshots";
import type { Running } from "#server/hubs/running-exchanges";
import { abandoned, healed, nothingRunning, withoutEnded, withStarted } from "#server/hubs/running-exchanges";
import type { AgentRecord, Beat, HubSnapshot, LiveAgent, Registration } from "#server/platform/hubs";

export interface LiveAgents {
  register(registration: Registration): void;
  /** The snapshot, when one is due. */
  beat(beat: Beat): HubSnapshot | undefined;
  snapshotStored(): void;
  reportRunning(agentId: string, running: readonly RunningExchange[]): void;
  reportEnded(agentId: string, executionIds: readonly string[]): void;
  listRunning(): readonly RunningExchange[];
  listAgents(): readonly LiveAgent[];
  getAgent(agentId: string): LiveAgent | undefined;
  /** What it was running is abandoned. */
  forget(agentId: string): void;
  flush(): void;
}

/** Registry, presence and running exchanges of a shard. */
export function liveAgents(shard: Shard): LiveAgents {
  const { state, store, clock } = shard;
  const unsaved = new Set<string>();
  const snapshots = snapshotsOf(shard);

  const touch = (agentId: string): void => {
    unsaved.add(agentId);
    shard.askForFlush();
  };
  const abandon = (record: AgentRecord): void => {
    if (abandonRunning(shard, record)) unsaved.add(record.agentId);
  };
  const replace = (next: AgentRecord): void => {
    const known = state.agents.get(next.agentId);
    if (known !== undefined && known.boot !== next.boot) abandon(known);
    state.agents.set(next.agentId, next);
    snapshots.changed(next.agentId);
    touch(next.agentId);
  };
  const forget = (agentId: string): void => {
    const record = state.agents.get(agentId);
    if (record !== undefined) abandon(record);
    state.agents.delete(agentId);
    touch(agentId);
  };

  return {
    ...views(shard),
    ...reports(shard, touch),
    register: (registration) => replace(registered(state.agents.get(registration.agentId), registration, clock.now())),
    beat: (beat) => {
      const { agentId } = beat;
      const next = beaten(state.agents.get(agentId), beat, clock.now());
      replace(next);
      const running = healed(state.running.get(agentId) ?? nothingRunning, beat.running, beat.runningComplete);
      keepRunning(state, agentId, running);
      if (beat.stopping) abandon(next);
      return snapshots.due();
    },
    snapshotStored: snapshots.stored,
    forget,
    flush: () => {
      const silent = silentAgents(state, clock.now());
      silent.gone.forEach(({ agentId }) => forget(agentId));
      silent.lost.forEach(abandon);
      for (const agentId of silent.strangers) state.running.delete(agentId);
      if (unsaved.size > 0) store.saveAgents(state, unsaved);
      unsaved.clear();
      // Whoever runs something is looked at again, in case nothing is heard of it any more.
      if (state.running.size > 0) shard.askForFlush();
    },
  };
}

function reports({ state }: Shard, touch: (agentId: string) => void): Pick<LiveAgents, "reportRunning" | "reportEnded"> {
  return {
    reportRunning: (agentId, running) => {
      state.running.set(agentId, withStarted(state.running.get(agentId) ?? nothingRunning, running));
      touch(agentId);
    },
    reportEnded: (agentId, executionIds) => {
      const before = state.running.get(agentId) ?? nothingRunning;
      const left = withoutEnded(before, executionIds);
      if (left === before) return;
      keepRunning(state, agentId, left);
      touch(agentId);
    },
  };
}

/** How long exchanges stay in the live view whose agent has never sent a heartbeat. */
const strangersMs = 3_600_000;

function silentAgents({ agents, running }: HubState, nowMs: number) {
  const silentFor = (ageMs: number) => (record: AgentRecord) => nowMs - lastHeardMs(record) >= ageMs;
  const records = [...agents.values()];
  const begun = ([agentId, exchanges]: [string, Running]): boolean =>
    !agents.has(agentId) && [...exchanges.values()].every((exchange) => nowMs - exchange.startMicros / 1_000 >= strangersMs);
  return {
    gone: records.filter(silentFor(presenceAge.gone)),
    lost: records.filter(silentFor(presenceAge.lost)),
    strangers: [...running].filter(begun).map(([agentId]) => agentId),
  };
}

/** What an agent was running never ends. False when it was running nothing. */
function abandonRunning({ state, store }: Shard, record: AgentRecord): boolean {
  const left = abandoned(state.running.get(record.agentId) ?? nothingRunning, lastHeardMs(record));
  if (left.length === 0) return false;
  state.running.delete(record.agentId);
  for (const exchange of left) state.abandoned.set(exchange.executionId, exchange);
  store.addAbandoned(left);
  return true;
}

function keepRunning({ running }: HubState, agentId: string, exchanges: Running): void {
  if (exchanges.size === 0) running.delete(agentId);
  else running.set(agentId, exchanges);
}

function views(shard: Shard): Pick<LiveAgents, "listRunning" | "listAgents" | "getAgent"> {
  const { agents, running } = shard.state;
  return {
    listRunning: () => [...running.values()].flatMap((exchanges) => [...exchanges.values()]),
    listAgents: () => [...agents.values()].map((record) => seen(shard, record)),
    getAgent: (agentId) => {
      const record = agents.get(agentId);
      return record === undefined ? undefined : seen(shard, record);
    },
  };
}

function seen({ links, clock }: Shard, record: AgentRecord): LiveAgent {
  const link = links.of(record.agentId)?.kind ?? "none";
  const pingedAtMs = links.pingedAtMs(record.agentId);
  return { ...record, link, state: stateOf(record, { link, pingedAtMs, nowMs: clock.now() }) };
}
