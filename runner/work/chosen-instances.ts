import type { Executor, ObservedInstance } from "../executor/executor.ts";
import type { PlaceIds } from "../executor/workload.ts";

export type Redacting = (place: PlaceIds) => (text: string) => string;

/** A task's arguments: `environmentId` and `appId`, and `instance` (a name) for one of several. */
export type InstanceChoice = Readonly<Record<string, unknown>>;

/** Those that run first, then by name. */
export async function chosenInstances(executor: Executor, choice: InstanceChoice): Promise<readonly ObservedInstance[]> {
  const { environmentId, appId, instance } = choice;
  return (await executor.observe())
    .filter(({ place }) => place.environmentId === environmentId && place.appId === appId)
    .filter(({ name }) => instance === undefined || instance === name)
    .toSorted((one, other) => Number(other.state === "running") - Number(one.state === "running") || one.name.localeCompare(other.name));
}
