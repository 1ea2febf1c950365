import type { HubState, HubStore } from "#server/hubs/hub-store";
import type { Links } from "#server/hubs/link";
import type { Clock } from "#server/platform/clock";

/** What the parts of a hub share. */
export interface Shard {
  readonly state: HubState;
  readonly store: HubStore;
  readonly clock: Clock;
  readonly links: Links;
  readonly askForFlush: () => void;
}
