import type { Executor } from "../executor/executor.ts";
import { chosenInstances, type InstanceChoice, type Redacting } from "./chosen-instances.ts";

const mostCharacters = 64 * 1_024;
const mostInstances = 8;

/** The last lines of an app straight from the engine, with how its instances ended: for when its log has not arrived. */
export async function pullLogs(executor: Executor, redactorOf: Redacting, choice: InstanceChoice): Promise<Record<string, unknown>> {
  const instances = (await chosenInstances(executor, choice)).slice(0, mostInstances);
  if (instances.length === 0) throw new Error("No such instance is on this host.");
  const pulled = instances.map(async ({ id, name, place, state }) => {
    const { exitCode, oomKilled, logTail } = await executor.evidence(id);
    const text = logTail.map(redactorOf(place)).join("\n");
    return { instance: name, state, exitCode, oomKilled, text: text.slice(-mostCharacters), cut: text.length > mostCharacters };
  });
  return { instances: await Promise.all(pulled) };
}
