import type { Executor } from "../executor/executor.ts";
import { chosenInstances, type InstanceChoice, type Redacting } from "./chosen-instances.ts";

const mostCharacters = 256 * 1_024;

/** The threads of one instance, the first one unless another is named. */
export async function dumpThreads(executor: Executor, redactorOf: Redacting, choice: InstanceChoice): Promise<Record<string, unknown>> {
  const [instance] = await chosenInstances(executor, choice);
  if (instance === undefined) throw new Error("No such instance is on this host.");
  const redact = redactorOf(instance.place);
  const text = (await executor.threadDump(instance.id, AbortSignal.timeout(30_000))).map(redact).join("\n");
  return { instance: instance.name, text: text.slice(0, mostCharacters), cut: text.length > mostCharacters };
}
