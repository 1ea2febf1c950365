import type { Shard } from "#server/hubs/shard";
import type { HubSnapshot } from "#server/platform/hubs";

export const snapshotEveryMs = 30_000;

export interface Snapshots {
  changed(agentId: string): void;
  due(): HubSnapshot | undefined;
  stored(): void;
}

/** Hands out what changed at most once per interval, and again until it is said to be stored. */
export function snapshotsOf({ state, store, clock }: Shard): Snapshots {
  const changed = new Set<string>();
  let handedOut: HubSnapshot | undefined;
  let dueAtMs = 0;
  return {
    changed: (agentId) => void changed.add(agentId),
    due: () => {
      if (clock.now() < dueAtMs || changed.size + state.abandoned.size === 0) return undefined;
      dueAtMs = clock.now() + snapshotEveryMs;
      const agents = [...changed].flatMap((id) => state.agents.get(id) ?? []);
      handedOut = { agents, abandoned: [...state.abandoned.values()] };
      return handedOut;
    },
    stored: () => {
      for (const record of handedOut?.agents ?? []) if (state.agents.get(record.agentId) === record) changed.delete(record.agentId);
      const ids = (handedOut?.abandoned ?? []).map((exchange) => exchange.executionId);
      for (const id of ids) state.abandoned.delete(id);
      store.removeAbandoned(ids);
      handedOut = undefined;
    },
  };
}
