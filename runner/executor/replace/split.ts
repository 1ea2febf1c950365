import type { DrivenInstance } from "../instance-driver.ts";
import type { Workload } from "../workload.ts";

export interface Split {
  /** Made from exactly this workload, one for each slot. */
  readonly current: readonly DrivenInstance[];
  readonly missingSlots: readonly number[];
  /** Everything else of the place: of other revisions, above the wanted number, left over. */
  readonly old: readonly DrivenInstance[];
}

/** Which instances of a place stay, which are missing and which go. */
export function split(workload: Pick<Workload, "place" | "hash" | "replicas">, instances: readonly DrivenInstance[]): Split {
  const { environmentId, appId } = workload.place;
  const own = instances.filter(({ place }) => place.environmentId === environmentId && place.appId === appId);
  const bySlot = new Map<number, DrivenInstance>();
  for (const instance of own.toSorted((a, b) => rank(b) - rank(a))) {
    const fits = instance.hash === workload.hash && instance.slot < workload.replicas;
    if (fits && !bySlot.has(instance.slot)) bySlot.set(instance.slot, instance);
  }
  const current = [...bySlot.values()].toSorted((a, b) => a.slot - b.slot);
  const slots = Array.from({ length: workload.replicas }, (_, slot) => slot);
  return { current, missingSlots: slots.filter((slot) => !bySlot.has(slot)), old: own.filter((instance) => !current.includes(instance)) };
}

function rank({ state, confirmed, generation }: DrivenInstance): number {
  return (state === "running" ? 2_000_000 : 0) + (confirmed ? 1_000_000 : 0) + generation / 1_000;
}
